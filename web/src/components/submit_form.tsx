// A form that is sent by its button and by Ctrl or Command with Enter from any field, but never by the Enter that ends a composition.
import type { ReactNode } from 'react';
import { refusesExcess } from './too_long';

export function SubmitForm({ className, onSubmit, children }: { className?: string; onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        if (!refusesExcess(event.currentTarget)) onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.nativeEvent.isComposing) {
          event.preventDefault();
          if (!refusesExcess(event.currentTarget)) onSubmit();
        }
      }}
    >
      {children}
    </form>
  );
}
