// A seller and whoever leads him, side by side: the self-check of the four elements (METHOD M5), and how the way of selling changes over
// the months (M46). Sellers see themselves alone.
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Page } from '~/app/page';
import { useSession } from '~/app/session';
import { Select } from '~/components/field';
import { useUsers } from '../record/use_users';
import { PathCard } from './path_card';
import { StepsCard } from './steps_card';
import { SelfCheckCard } from './self_check_card';
import '../account/account.css';
import '../account/growth.css';
import '../record/record.css';
import './coaching.css';

export default function CoachingView() {
  const { t } = useTranslation();
  const { user } = useSession();
  const users = useUsers();
  const navigate = useNavigate();
  const leads = user.role === 'admin' || user.role === 'manager' || user.role === 'coach';
  const sellers = users.active.filter((one) => one.role === 'seller' || one.role === 'manager');
  const { user: chosen } = useParams();
  const id = chosen ?? (leads && user.role !== 'manager' ? (sellers[0]?.id ?? user.id) : user.id);
  return (
    <Page
      title={t('coaching.title')}
      note={<span>{users.nameOf(id) ?? user.name}</span>}
      actions={
        leads &&
        sellers.length > 0 && (
          <Select className="coaching-who" hideLabel label={t('coaching.who')} value={id} options={(sellers.some((one) => one.id === id) ? sellers : [{ id, name: users.nameOf(id) ?? user.name }, ...sellers]).map((one) => ({ value: one.id, label: one.name }))} onChange={(next) => void navigate(`/coaching/${next}`)} />
        )
      }
    >
      <div className="record-grid" key={id}>
        <div className="record-column">
          <PathCard userId={id} />
          <StepsCard userId={id} />
        </div>
        <div className="record-column">
          <SelfCheckCard userId={id} own={id === user.id} canRate={user.role !== 'coach' && user.role !== 'viewer'} />
        </div>
      </div>
    </Page>
  );
}
