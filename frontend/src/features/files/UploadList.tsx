import { ActionIcon, Button, Progress, Text } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { useUploadLimits } from '@/relay/uploadLimits';
import classes from './Files.module.css';
import type { Upload } from './queue';
import { queue } from './queue';
import type { Failure } from './send';
import { flawOf, sizeText } from './sizes';

/** Files on their way, each with how far it is, and what can be done about it. */
export function UploadList({ uploads }: { uploads: readonly Upload[] }) {
  const { t } = useTranslation('files');
  if (uploads.length === 0) return null;
  return (
    <ul className={classes.uploads} aria-label={t('uploads')}>
      {uploads.map((upload) => (
        <UploadItem key={upload.id} upload={upload} />
      ))}
    </ul>
  );
}

function UploadItem({ upload }: { upload: Upload }) {
  const { t } = useTranslation(['files', 'common']);
  const { id, file, state } = upload;
  const { name } = file;
  const trouble = state === 'failed' || state === 'refused';
  const percent = file.size === 0 ? 100 : Math.round((upload.sent / file.size) * 100);
  return (
    <li className={classes.upload} data-state={state}>
      <div className={classes.uploadMain}>
        <Text size="sm" className={classes.uploadName}>
          {name}
        </Text>
        {!trouble && (
          <Progress
            value={state === 'done' ? 100 : percent}
            size="sm"
            animated={state === 'sending' && percent === 100}
            aria-label={t('files:progress', { name })}
          />
        )}
        <UploadState upload={upload} percent={percent} />
      </div>
      {state === 'failed' && (
        <Button
          size="compact-sm"
          flex="none"
          variant="default"
          aria-label={t('files:retryOf', { name })}
          onClick={() => queue.retry(id)}
        >
          {t('files:retry')}
        </Button>
      )}
      {state === 'done' ? (
        <IconCheck size={18} className={classes.done} role="img" aria-label={t('files:uploaded', { name })} />
      ) : (
        <ActionIcon
          aria-label={t(trouble ? 'files:dismissOf' : 'files:cancelOf', { name })}
          data-tip={t(trouble ? 'files:dismiss' : 'common:action.cancel')}
          onClick={() => queue.drop(id)}
        >
          <IconX size={16} />
        </ActionIcon>
      )}
    </li>
  );
}

function UploadState({ upload, percent }: { upload: Upload; percent: number }) {
  const { t, i18n } = useTranslation('files');
  const failureText = useFailureText();
  const most = useUploadLimits()?.fileBytes;
  const size = (bytes: number) => sizeText(i18n.language, bytes);
  const { state, file, sent, failure } = upload;
  if (state === 'refused') {
    return (
      <Text size="xs" c="red" role="alert">
        {t(flawOf(file, most) ?? 'tooLarge', { size: size(file.size), most: size(most ?? 0) })}
      </Text>
    );
  }
  if (failure) {
    return (
      <Text size="xs" c="red" role="alert">
        {failureText(failure)}
      </Text>
    );
  }
  return (
    <Text size="xs" c="dimmed" className="ds-number">
      {state === 'waiting' && t('waiting')}
      {state === 'sending' &&
        (percent < 100 ? t('sent', { sent: size(sent), size: size(file.size) }) : t('storing'))}
      {state === 'done' && size(file.size)}
    </Text>
  );
}

/** The server's own words in English; in other languages what its answer means. */
export function useFailureText(): (failure: Failure) => string {
  const { t, i18n } = useTranslation('files');
  return ({ status, message }) => {
    if (i18n.language === 'en' && message) return message;
    const key = `failed.${status}`;
    if (i18n.exists(key, { ns: 'files' })) return t(key);
    return message || t('failed.other');
  };
}
