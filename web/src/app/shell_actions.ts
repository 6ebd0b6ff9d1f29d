// What a view may ask of the frame around it.
import { createContext, useContext } from 'react';

export interface ShellActions {
  openPalette: () => void;
  openKeys: () => void;
}

export const ShellActionsContext = createContext<ShellActions>({ openPalette: () => undefined, openKeys: () => undefined });

export function useShellActions(): ShellActions {
  return useContext(ShellActionsContext);
}
