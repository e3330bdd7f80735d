import i18next from 'i18next';
import { graphql } from 'react-relay/hooks';
import { isOffline } from '@/relay/connection';
import { ApiError } from '@/relay/http';
import { cell } from '@/relay/store';
import { toast } from './toasts';

/** What every mutation selects: `userErrors { ...errors_refusal @relay(mask: false) }`. */
export const REFUSAL = graphql`
  fragment errors_refusal on UserError {
    code
    message
    path
    ... on Conflict {
      currentVersion
      changedBy {
        name
      }
      changedAt
      changed {
        field
        before
        after
        beforeLabel
        afterLabel
      }
    }
    ... on GateUnmet {
      stage {
        id
        version
        name
      }
      missing {
        kind
        key
        label
      }
      viewerCanOverride
    }
  }
`;

export interface UserErrorLike {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
  /** Of a conflict. */
  readonly changedBy?: { readonly name: string } | null;
  readonly changedAt?: string | null;
  /** Of a stage's gate. */
  readonly stage?: { readonly name: string } | null;
  readonly missing?: readonly { readonly kind: string; readonly key: string; readonly label: string }[];
  readonly viewerCanOverride?: boolean;
}

/** What is wrong with a value of a custom field, told by what knows the definitions. */
export const customRefusalCell = cell<(error: UserErrorLike) => string | undefined>(() => undefined);

/**
 * The text for a person. The server writes precise English; for the other languages the code has a
 * translation, which beats a foreign sentence; some codes mean something of their own at some fields.
 */
export function userErrorText(error: UserErrorLike): string {
  if (error.code === 'CONFLICT' && error.changedBy) {
    return i18next.t('app:conflict.changedBy', { name: error.changedBy.name });
  }
  // The hint of the company's own standard, in the words it was given.
  if (error.code === 'PATTERN') return error.message;
  const ofCustom = customRefusalCell.get()(error);
  if (ofCustom) return ofCustom;
  if (i18next.language === 'en' && error.message) return error.message;
  const list = error.missing?.map(needText).join(', ');
  const field = error.path.at(-1);
  const keys = [`app:userErrorAt.${field}.${error.code}`, `app:userError.${error.code}`];
  const key = keys.find((candidate) => i18next.exists(candidate));
  return key ? i18next.t(key, { list }) : error.message;
}

/** What a gate asks for, as far as the page has the words at hand; else as the server puts it. */
function needText({ kind, key, label }: { kind: string; key: string; label: string }): string {
  // The company's own fields and policies are called what the company calls them.
  if (key.includes('custom.') || kind === 'APPROVAL') return label;
  const field = `app:field.${key.split('.').at(-1)}`;
  return i18next.exists(`gate:need.${key.replace('.', '_')}`)
    ? i18next.t(`gate:need.${key.replace('.', '_')}`)
    : i18next.exists(field)
      ? i18next.t(field)
      : label;
}

export interface FormLike {
  setFieldError(path: string, error: string): void;
  getValues(): object;
}

/** `["input", "emails", "0"]` → `emails.0`, the way Mantine forms name fields. */
export function fieldOf(path: readonly string[]): string {
  return (path[0] === 'input' ? path.slice(1) : path).join('.');
}

/**
 * Puts each error at its field; what has no field in the form becomes a toast.
 * Returns true when there was any error.
 */
export function reportUserErrors(errors: readonly UserErrorLike[], form?: FormLike): boolean {
  const loose: string[] = [];
  for (const error of errors) {
    const field = fieldOf(error.path);
    const known = form && field !== '' && (field.split('.')[0] ?? '') in form.getValues();
    if (known) form.setFieldError(field, userErrorText(error));
    else loose.push(userErrorText(error));
  }
  if (loose.length > 0) toast.error(loose.join(' '), { id: `user-error-${loose.join('|')}` });
  return errors.length > 0;
}

export function apiErrorText(error: unknown): string {
  const code = error instanceof ApiError ? error.code : 'INTERNAL';
  return i18next.t(`app:apiError.${code}`);
}

/** For failures that are nobody's input: network, server trouble, missing rights. */
export function toastApiError(error: unknown): void {
  if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') return;
  const text = apiErrorText(error);
  const id = error instanceof ApiError ? error.requestId : undefined;
  toast.error(id ? `${text} (${id})` : text, { id: `api-error-${text}` });
}

/** Once the server is there again, that it could not be reached is no news. */
export function forgetUnreachable(): void {
  toast.hide(`api-error-${i18next.t('app:apiError.NETWORK')}`);
}

/** True without a connection, and then says so: asked before anything is shown as done. */
export function refusedOffline(message = i18next.t('app:apiError.OFFLINE')): boolean {
  if (!isOffline()) return false;
  toast.info(message, { id: 'offline', duration: 8_000 });
  return true;
}
