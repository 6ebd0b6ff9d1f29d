import { Page } from '~/app/page';
export default function View() {
  return <Page title="import">…</Page>;
}
