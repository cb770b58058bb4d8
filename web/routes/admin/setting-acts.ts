import { fail, type RequestEvent } from '@sveltejs/kit';
import type { SettingPreview, SettingsRefusal } from '#shared/access/settings-desk';
import { commandIdSchema } from '#shared/kernel/ids';
import { askedSetting, typedIn, type Asked, type Typed } from './asked-setting.ts';

/** How an act on settings ended, for its page. */
export type SettingOutcome =
  | { readonly kind: 'compared'; readonly preview: SettingPreview; readonly typed: Typed }
  | { readonly kind: 'published' | 'undone'; readonly change: string }
  | {
      readonly kind: 'refused';
      readonly refusal: SettingsRefusal | Extract<Asked, { kind: 'malformed' }>;
      readonly typed: Typed;
    };

/** Nothing changes yet: what would. */
export function comparing(event: RequestEvent) {
  return acting(event, async (typed) => {
    const asked = askedSetting(typed);
    if (asked.kind === 'malformed') return { kind: 'refused', refusal: asked, typed };
    const { settings } = event.locals.host;
    const answer = await settings.preview(asked.command, event.locals.visit());
    return answer.kind === 'preview'
      ? { kind: 'compared', preview: answer.preview, typed }
      : { kind: 'refused', refusal: answer, typed };
  });
}

export function publishing(event: RequestEvent) {
  return acting(event, async (typed) => {
    const asked = askedSetting(typed);
    if (asked.kind === 'malformed') return { kind: 'refused', refusal: asked, typed };
    const { settings } = event.locals.host;
    const answer = await settings.publish(asked.command, event.locals.visit());
    return answer.kind === 'done'
      ? { kind: 'published', change: answer.change }
      : { kind: 'refused', refusal: answer, typed };
  });
}

export function undoing(event: RequestEvent) {
  return acting(event, async (typed, form) => {
    const setting = commandIdSchema.safeParse(form.get('changement')).data;
    const unknown = { kind: 'Refused', refusal: 'SettingUnknown' } as const;
    if (setting === undefined) return { kind: 'refused', refusal: unknown, typed: {} };
    const { settings } = event.locals.host;
    const answer = await settings.publish({ type: 'UndoSetting', setting }, event.locals.visit());
    return answer.kind === 'done'
      ? { kind: 'undone', change: answer.change }
      : { kind: 'refused', refusal: answer, typed };
  });
}

async function acting(
  { request }: RequestEvent,
  act: (typed: Typed, form: FormData) => Promise<SettingOutcome>,
) {
  const form = await request.formData();
  const outcome = await act(typedIn(form), form);
  return outcome.kind === 'refused' ? fail(statusOf(outcome.refusal), { outcome }) : { outcome };
}

function statusOf({ kind }: Extract<SettingOutcome, { kind: 'refused' }>['refusal']): number {
  if (kind === 'NotAllowed') return 403;
  if (kind === 'Later') return 503;
  return kind === 'Fault' ? 500 : 400;
}
