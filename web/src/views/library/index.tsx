// What works, for everybody: the question bank with how often each question led to an explicit need, answers to objections
// ranked by what they settled, and the catalogue of features behind every statement.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page } from '~/app/page';
import { useSession } from '~/app/session';
import { SkeletonRows } from '~/components/states';

const Questions = lazy(() => import('./questions'));
const Objections = lazy(() => import('./objections'));
const Products = lazy(() => import('./products'));

const parts = ['questions', 'objections', 'products'] as const;

export default function LibraryView() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { part = 'questions' } = useParams();
  const readOnly = user.role === 'viewer';
  return (
    <Page title={t('library.title')} note={<span>{t('library.subtitle')}</span>} tabs={parts.map((one) => ({ label: t(`library.${one}`), to: one === 'questions' ? '/library' : `/library/${one}`, current: part === one }))}>
      <Suspense fallback={<SkeletonRows rows={8} />}>
        {part === 'questions' && <Questions readOnly={readOnly} />}
        {part === 'objections' && <Objections />}
        {part === 'products' && <Products readOnly={readOnly} />}
      </Suspense>
    </Page>
  );
}
