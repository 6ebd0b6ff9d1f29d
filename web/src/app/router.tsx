// Addresses of the interface. Every view is its own chunk, loaded when first visited. The shell asks for a session
// first; sign-in and set-up stand outside it.
import type { ComponentType } from 'react';
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { Failure, NotFound } from './failure';
import { Shell } from './shell';

type ViewModule = { default: ComponentType };

function view(path: string, load: () => Promise<ViewModule>): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }) };
}

export const router = createBrowserRouter([
  {
    ErrorBoundary: Failure,
    HydrateFallback: () => null,
    children: [
      view('/setup', () => import('~/views/setup')),
      view('/sign_in', () => import('~/views/sign_in')),
      view('/password', () => import('~/views/sign_in/choose_password')),
      {
        Component: Shell,
        children: [
          {
            ErrorBoundary: Failure,
            children: [
              { index: true, element: <Navigate to="/today" replace /> },
              view('/today', () => import('~/views/today')),
              view('/team/today', () => import('~/views/today')),
              view('/wheel', () => import('~/views/wheel')),
              view('/accounts', () => import('~/views/accounts')),
              view('/accounts/:id/:tab?', () => import('~/views/account')),
              view('/opportunities', () => import('~/views/opportunity/list')),
              view('/opportunities/:id/:tab?', () => import('~/views/opportunity')),
              view('/calls', () => import('~/views/calls')),
              view('/calls/:id', () => import('~/views/calls/call')),
              view('/history', () => import('~/views/history')),
              view('/capture', () => import('~/views/capture')),
              view('/import/:job?', () => import('~/views/import')),
              view('/users', () => import('~/views/users')),
              view('/sessions', () => import('~/views/sign_in/sessions')),
              { path: '*', Component: NotFound },
            ],
          },
        ],
      },
    ],
  },
]);
