import { createContext, useContext } from 'react';

export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'ADMIN' | 'MANAGER' | 'REP' | 'VIEWER';
  readonly avatarColor: string;
  readonly locale: string;
  readonly timeZone: string;
}

export const ViewerContext = createContext<Viewer | null>(null);

/** The signed-in user. Only below the shell, where there always is one. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('useViewer needs the shell around it');
  return viewer;
}

/** Viewers only read; what they may not do is not offered. */
export function useCanWrite(): boolean {
  return useViewer().role !== 'VIEWER';
}

/** Managers and administrators keep the catalogues. */
export function useCanManage(): boolean {
  const { role } = useViewer();
  return role === 'ADMIN' || role === 'MANAGER';
}
