import { Combobox, Input, Textarea, useCombobox, VisuallyHidden } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { type KeyboardEvent, type Ref, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { MentionList, optionId } from './MentionList';
import { MOST_PEOPLE, peopleIn, type Written } from './mentions';
import classes from './Notes.module.css';
import { LIMIT, leftOf, lengthOf } from './text';
import { useMentioning } from './useMentioning';

interface Props {
  ref?: Ref<HTMLTextAreaElement>;
  label: string;
  placeholder?: string;
  /** The body as it is saved, mentions as markup; the field shows names. */
  value: string;
  onChange: (body: string) => void;
  /** Why the last attempt was refused. */
  error?: string;
  busy: boolean;
  autoFocus?: boolean;
  onSubmit: () => void;
  onEscape?: () => void;
}

/** Where a note is written. It grows with the text, offers people after an "@", and says at once when something is too much. */
export function NoteField({ ref, value, error, busy, onChange, onSubmit, onEscape, ...field }: Props) {
  const { t } = useTranslation('notes');
  const format = useFormat();
  const list = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const merged = useMergedRef(input, ref);
  const mentioning = useMentioning(input, value, onChange);
  const { written, typing, people, active } = mentioning;
  const store = useCombobox({
    opened: typing !== undefined,
    onOpenedChange: (opened) => opened || mentioning.close(),
  });
  const left = leftOf(value);
  const over =
    left !== undefined && left < 0
      ? t('tooLong', { most: format.number(LIMIT), length: format.number(lengthOf(value)) })
      : undefined;
  const crowd = peopleIn(value) > MOST_PEOPLE ? t('mention.tooMany', { count: MOST_PEOPLE }) : undefined;
  const follow = () => align(input.current, mirror.current);
  useLayoutEffect(follow);

  const onKeyDown = (event: KeyboardEvent) => {
    if (mentioning.onKeyDown(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    } else if (event.key === 'Escape' && onEscape) {
      event.stopPropagation();
      onEscape();
    }
  };

  return (
    <Combobox
      store={store}
      position="bottom-start"
      width={280}
      offset={6}
      shadow="md"
      keepMounted={false}
      onOptionSubmit={(id) => {
        const person = people.find((one) => one.id === id);
        if (person) mentioning.choose(person);
      }}
    >
      <Textarea
        {...field}
        ref={merged}
        aria-label={field.label}
        label={undefined}
        autosize
        minRows={2}
        maxRows={16}
        value={written.text}
        onChange={({ currentTarget: { value: text, selectionEnd } }) => mentioning.change(text, selectionEnd)}
        onSelect={({ currentTarget: { selectionStart, selectionEnd } }) =>
          mentioning.select(selectionStart, selectionEnd)
        }
        onBlur={mentioning.close}
        onScroll={follow}
        onKeyDown={onKeyDown}
        aria-autocomplete="list"
        aria-controls={typing && list}
        aria-activedescendant={typing && optionId(list, active)}
        data-mantine-stop-propagation={typing ? true : undefined}
        // Not disabled while saving: that would take the focus away.
        readOnly={busy}
        error={over ?? crowd ?? error}
        description={left !== undefined && left >= 0 ? t('left', { length: format.number(left) }) : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        classNames={{ input: classes.input }}
        inputContainer={(children) => (
          <div className={classes.field}>
            <Mirror ref={mirror} written={written} at={typing?.at} />
            {children}
          </div>
        )}
      />
      {typing && <MentionList id={list} people={people} active={active} onActive={mentioning.setActive} />}
      <VisuallyHidden role="status">
        {typing ? t('mention.found', { count: people.length }) : ''}
      </VisuallyHidden>
    </Combobox>
  );
}

/** What lies behind the text: names stand out there, and the list of people opens below its "@". */
function Mirror({ ref, written, at }: { ref: Ref<HTMLDivElement>; written: Written; at?: number }) {
  const { text, mentions } = written;
  const signs = mentions.map((mention) => ({ at: mention.at, text: `@${mention.name}` }));
  const anchor = { at: at ?? text.length, text: '' };
  const marked = [...signs, anchor].sort((a, b) => a.at - b.at);
  let from = 0;
  return (
    <Input
      component="div"
      multiline
      aria-hidden
      ref={ref}
      classNames={{ wrapper: classes.behind, input: classes.mirror }}
    >
      {marked.flatMap((one) => {
        const words = text.slice(from, one.at);
        from = one.at + one.text.length;
        return [
          words,
          one === anchor ? (
            <Combobox.DropdownTarget key="anchor">
              <span className={classes.anchor} />
            </Combobox.DropdownTarget>
          ) : (
            <mark key={one.at} className={classes.mark}>
              {one.text}
            </mark>
          ),
        ];
      })}
      {text.slice(from)}
      {'\u200b'}
    </Input>
  );
}

/** Both break their lines at the same places, and show the same of them. */
function align(input: HTMLTextAreaElement | null, mirror: HTMLDivElement | null): void {
  if (!input || !mirror) return;
  const bar = input.offsetWidth - input.clientWidth - 2 * input.clientLeft;
  mirror.style.width = bar > 0 ? `calc(100% - ${bar}px)` : '';
  mirror.scrollTop = input.scrollTop;
}
