// Starts the interface: language first (one chunk), then React.
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { queryClient } from './api/queries';
import { Router } from './app/router';
import { startTheme } from './app/theme';
import { Toasts } from './components/toast';
import { startLanguage } from './i18n';
import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './app/shell.css';

function App() {
  const { i18n } = useTranslation();
  return (
    <I18nProvider locale={i18n.language === 'en' ? 'en-US' : 'zh-CN'}>
      <QueryClientProvider client={queryClient}>
        <Router />
        <Toasts />
      </QueryClientProvider>
    </I18nProvider>
  );
}

startTheme();
// No top-level await: the bundler would have to split all that views share from this chunk, two dozen files in all.
void startLanguage().then(() =>
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
