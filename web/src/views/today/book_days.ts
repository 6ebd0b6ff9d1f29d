// Today in the book's time zone: the server ranks and counts by it, so "tomorrow" here must be its tomorrow.
import { useSession } from '~/app/session';
import { dayInZone, formatRelative } from '~/format/dates';
import { useFormat } from '~/format/use_format';

export function useBookDays() {
  const { workspace } = useSession();
  const { language } = useFormat();
  const day = (moment: string | Date) => dayInZone(workspace.time_zone, moment);
  return { today: () => day(new Date()), relative: (moment: string) => formatRelative(language, day(moment), day(new Date())) };
}
