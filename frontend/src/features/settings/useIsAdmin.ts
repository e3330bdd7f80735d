import { useViewer } from '@/app/viewer';

/** The server decides; this only keeps from offering what it would refuse. */
export function useIsAdmin(): boolean {
  return useViewer().role === 'ADMIN';
}
