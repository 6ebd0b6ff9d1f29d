// Between the sign-in and the book, where the server asks for a second factor and there is none yet.
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { SessionContext, useSessionQuery } from '~/app/session';
import { SignOutQuestion, useSignOut } from '~/app/sign_out';
import { Button, ButtonLink } from '~/components/button';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Frame } from './frame';
import { SecondFactorCard } from './second_factor';

export default function SetUpSecondFactorView() {
  const { t } = useTranslation();
  const session = useSessionQuery();
  const signOut = useSignOut();
  if (session.data === null) return <Navigate to="/sign_in" replace />;
  const done = session.data && !session.data.user.must_set_up_second_factor;
  return (
    <Frame title={t(done ? 'sign_in.totp' : 'sign_in.factor_title')} wide>
      {session.isPending && <SkeletonRows rows={2} height={52} />}
      {session.isError && <ErrorState error={session.error} onRetry={() => void session.refetch()} />}
      {session.data && (
        <SessionContext value={session.data}>
          <p className="second">{t(done ? 'sign_in.factor_done' : 'sign_in.factor_intro')}</p>
          <SecondFactorCard />
          <div className="row">
            {done && (
              <ButtonLink variant="primary" to="/today">
                {t('sign_in.factor_on')}
              </ButtonLink>
            )}
            <Button variant="ghost" onPress={() => void signOut()}>
              {t('app.sign_out')}
            </Button>
          </div>
          <SignOutQuestion />
        </SessionContext>
      )}
    </Frame>
  );
}
