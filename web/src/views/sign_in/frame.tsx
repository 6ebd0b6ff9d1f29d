// The page before the product: brand, one card, language and theme within reach.
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { WheelMark } from '~/components/icon';
import { useFormat } from '~/format/use_format';
import { languageNames, setLanguage } from '~/i18n';
import './frame.css';

interface FrameProps {
  title: string;
  children: ReactNode;
  wide?: boolean;
  note?: ReactNode;
}

export function Frame({ title, children, wide, note }: FrameProps) {
  const { t } = useTranslation();
  const format = useFormat();
  useEffect(() => {
    document.title = `${title} · ${t('product.name')}`;
  }, [title, t]);
  return (
    <div className="frame">
      <header className="frame-top">
        <WheelMark size={28} />
        <b>{t('product.name')}</b>
        <span className="grow" />
        <Button variant="ghost" small icon="globe" onPress={() => void setLanguage(format.other)}>
          <span lang={format.other}>{languageNames[format.other]}</span>
        </Button>
      </header>
      <main className={wide ? 'frame-card card wide' : 'frame-card card'}>
        <h1>{title}</h1>
        {children}
      </main>
      {note && <p className="frame-note caption third">{note}</p>}
    </div>
  );
}
