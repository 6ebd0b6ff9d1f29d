// A change that a press starts: says what was done with its undo, or why it was not done.
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { toast, undoToast } from '~/components/toast';

export function useRun() {
  const { t } = useTranslation();
  return (work: Promise<{ undoId: string | null }>, text: string, after?: () => void) => {
    work.then(
      (answer) => {
        undoToast(text, answer.undoId);
        after?.();
      },
      (error: unknown) => toast(errorText(error, t)),
    );
  };
}
