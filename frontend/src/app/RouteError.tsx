import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorPanel } from './ErrorBoundary';

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorPanel
      error={error instanceof Error ? error : new Error(String(error))}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}
