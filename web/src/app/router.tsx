// Addresses of the interface. Every view is its own chunk, loaded when first visited; while it loads, the page before
// it stays (the router navigates in a transition). The shell asks for a session first; sign-in and set-up stand outside.
// The router's declarative half is used alone: its data half would cost 18 KB on the first screen.
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { RouterProvider as AriaRouter } from 'react-aria-components';
import { BrowserRouter, Navigate, Route, Routes, useHref, useLocation, useNavigate } from 'react-router';
import { loadAllTexts } from '~/i18n';
import { FailureBoundary, NotFound } from './failure';
import { ScrollMemory } from './scroll_memory';
import { Shell } from './shell';

type ViewModule = { default: ComponentType };

/** A first screen: its texts are in the first pack. */
const firstView = (load: () => Promise<ViewModule>) => lazy(load);

const view = (load: () => Promise<ViewModule>) =>
  lazy(async () => {
    const [module] = await Promise.all([load(), loadAllTexts()]);
    return module;
  });

const Account = view(() => import('~/views/account'));
const Accounts = view(() => import('~/views/accounts'));
const Call = view(() => import('~/views/calls/call'));
const Calls = view(() => import('~/views/calls'));
const Capture = view(() => import('~/views/capture'));
const Coaching = view(() => import('~/views/coaching'));
const ChoosePassword = view(() => import('~/views/sign_in/choose_password'));
const History = view(() => import('~/views/history'));
const Import = view(() => import('~/views/import'));
const Library = view(() => import('~/views/library'));
const Opportunities = view(() => import('~/views/opportunity/list'));
const Opportunity = view(() => import('~/views/opportunity'));
const Practice = view(() => import('~/views/practice'));
const PracticeCase = view(() => import('~/views/practice/case'));
const PracticeModule = view(() => import('~/views/practice/module'));
const Sessions = view(() => import('~/views/sign_in/sessions'));
const Setup = view(() => import('~/views/setup'));
const SetUpSecondFactor = view(() => import('~/views/sign_in/set_up_second_factor'));
const SignInReturn = view(() => import('~/views/sign_in/return'));
const SignIn = view(() => import('~/views/sign_in'));
const Today = firstView(() => import('~/views/today'));
const Users = view(() => import('~/views/users'));
const Wheel = firstView(() => import('~/views/wheel'));

export function Router() {
  return (
    <BrowserRouter>
      <WithinRouter>
        <Routes>
          <Route path="/setup" element={<Outside view={<Setup />} />} />
          <Route path="/sign_in" element={<Outside view={<SignIn />} />} />
          <Route path="/sign_in/return" element={<Outside view={<SignInReturn />} />} />
          <Route path="/password" element={<Outside view={<ChoosePassword />} />} />
          <Route path="/second_factor" element={<Outside view={<SetUpSecondFactor />} />} />
          <Route element={<Shell />}>
            <Route index element={<Navigate to="/today" replace />} />
            <Route path="/today" element={<Today />} />
            <Route path="/team/today" element={<Today />} />
            <Route path="/wheel" element={<Wheel />} />
            <Route path="/accounts" element={<Accounts />} />
            <Route path="/accounts/:id/:tab?" element={<Account />} />
            <Route path="/opportunities" element={<Opportunities />} />
            <Route path="/opportunities/:id/:tab?" element={<Opportunity />} />
            <Route path="/calls" element={<Calls />} />
            <Route path="/calls/:id/:part?" element={<Call />} />
            <Route path="/coaching/:user?" element={<Coaching />} />
            <Route path="/library/:part?" element={<Library />} />
            <Route path="/practice" element={<Practice />} />
            <Route path="/practice/modules/:key" element={<PracticeModule />} />
            <Route path="/practice/cases/:key" element={<PracticeCase />} />
            <Route path="/history" element={<History />} />
            <Route path="/capture" element={<Capture />} />
            <Route path="/import/:job?" element={<Import />} />
            <Route path="/users" element={<Users />} />
            <Route path="/sessions" element={<Sessions />} />
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
        <ScrollMemory />
      </WithinRouter>
    </BrowserRouter>
  );
}

function WithinRouter({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <AriaRouter navigate={(path) => void navigate(path)} useHref={useHref}>
      {children}
    </AriaRouter>
  );
}

function Outside({ view: content }: { view: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <FailureBoundary key={pathname}>
      <Suspense>{content}</Suspense>
    </FailureBoundary>
  );
}
