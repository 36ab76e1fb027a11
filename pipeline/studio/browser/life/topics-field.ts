import { html, type TemplateResult } from 'lit-html';
import { t } from '../texts/t.ts';
import { headList, saveHead } from './life-state.ts';
import { problemIds, problemsOfSetting } from './setting-problems.ts';

/** The topics of the issue, with those of other issues as suggestions. */
export function topicsField(known: readonly string[]): TemplateResult {
  const own = headList('topics');
  const suggestions = known.filter((topic) => !own.includes(topic));
  const save = (topics: readonly string[]) => void saveHead('topics', topics.length === 0 ? null : topics);
  const add = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const input = form.elements.namedItem('topic') as HTMLInputElement;
    const topic = input.value.trim();
    input.value = '';
    if (topic !== '' && !own.includes(topic)) save([...own, topic]);
  };
  return html`<div class="life-field" data-setting="topics"><span id="topics-label">${t('topicsLabel')}</span>
    <ul class="topics" aria-labelledby="topics-label">${own.map(
      (topic) =>
        html`<li class="chip">${topic} <button class="plain" aria-label="${t('takeOut')}: ${topic}" @click=${() => save(own.filter((each) => each !== topic))}>\u00d7</button></li>`,
    )}</ul>
    <form class="life-inline" @submit=${add}><input name="topic" list="known-topics" autocomplete="off" maxlength="100" aria-label=${t('newTopic')} aria-describedby=${problemIds('topics')} placeholder=${t('newTopic')}>
      <datalist id="known-topics">${suggestions.map((topic) => html`<option value=${topic}></option>`)}</datalist>
      <button class="button quiet-button">${t('add')}</button></form>
    ${problemsOfSetting('topics')}</div>`;
}
