import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/relay/http';
import { apiErrorText } from './errors';

interface Props {
  children: ReactNode;
  /** Called before the content is tried again, e.g. to change a fetch key. */
  onRetry?: () => void;
  /** Instead of the message: for parts that nobody misses. */
  fallback?: ReactNode;
}

/** Keeps a failing part from taking the page with it, and offers to try again. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    if (this.props.fallback !== undefined) return this.props.fallback;
    return (
      <ErrorPanel
        error={this.state.error}
        onRetry={() => {
          this.props.onRetry?.();
          this.setState({ error: null });
        }}
      />
    );
  }
}

export function ErrorPanel({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation('app');
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <Center mih="50vh" p="xl">
      <Stack align="center" gap="sm" maw={440} ta="center" role="alert">
        <Title order={2} size="h3">
          {t('failure.title')}
        </Title>
        <Text c="dimmed">{error instanceof ApiError ? apiErrorText(error) : t('failure.body')}</Text>
        {requestId && (
          <Text size="xs" c="dimmed">
            {t('failure.request', { id: requestId })}
          </Text>
        )}
        <Button onClick={onRetry}>{t('failure.retry')}</Button>
      </Stack>
    </Center>
  );
}
