import { Page } from '~/app/page';
export default function View() {
  return <Page title="accounts">…</Page>;
}
