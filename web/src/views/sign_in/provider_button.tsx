// "Sign in with X": off to the company's provider, where the server has one.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, request } from '~/api/client';
import { Button } from '~/components/button';
import { keepNext } from './next_path';

interface ProviderButtonProps {
  next: string;
  onError: (problem: unknown) => void;
}

export function ProviderButton({ next, onError }: ProviderButtonProps) {
  const { t } = useTranslation();
  const provider = useQuery({ queryKey: ['single_sign_on'], queryFn: () => get<{ name: string | null }>('/single_sign_on'), staleTime: 60_000 });
  const [pending, setPending] = useState(false);
  const name = provider.data?.name;
  if (!name) return null;

  const leave = async () => {
    setPending(true);
    onError(null);
    try {
      const { body } = await request<{ location: string }>('/single_sign_on', { method: 'POST', body: {} });
      keepNext(next);
      window.location.assign(body.location); // stays pending: the page is on its way out
    } catch (problem) {
      onError(problem);
      setPending(false);
    }
  };
  return (
    <>
      <p className="or-line caption third">{t('sign_in.or')}</p>
      <Button onPress={() => void leave()} isPending={pending}>
        {t('sign_in.with_provider', { provider: name })}
      </Button>
    </>
  );
}
