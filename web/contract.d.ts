// What goes over the wire between the page and the server. Types alone: nothing here is served.

export interface Button { title: string; payload: string }
export interface Draft { id: string; title: string; locked: boolean; locked_text: string; docx?: string; html?: string }
export interface Reply {
  messages: string[]; buttons: Button[]; stage: string; question: string | null; kind: string | null;
  case: string; custom: Record<string, any>; documents: Draft[];
}
/** `entries`: the numbers of the record's entries that were made of it. */
export interface Said { text: string; label: string | null; voice: string | null; command: string | null; entries?: number[] }
export interface Turn { id: string; said: Said | null; reply: Reply; at: string }
export interface Numbered extends Turn { number: number }
export interface Stage { id: string; title: string }
export interface Person { name: string; role: string; org?: string }
export interface Start {
  sign_in: "demonstration" | "oidc" | "token"; practitioners: { id: string; name: string; role: string; org: string }[];
  organisations: { id: string; name: string }[]; idle_minutes: number; csrf: string; person: Person | null;
}
export interface State {
  organisation: string; org: string; person: Person; demonstration: boolean; read_only: boolean;
  stages: Stage[]; case: string; conversation: string; last_event: number;
  /** What opens the case again where people sign in with a token; else empty. */
  code: string;
}
export interface CaseLine { id: string; opened_at: string; stage: string; stage_title: string; status: string; own: boolean }
export interface Entry { seq: number; text: string; voice: string; speaker: string; at: string }
export interface CaseSoFar {
  level: string | null; level_words: string;
  criteria: { id: string; name: string; met: boolean | null; reason: string; paragraph: string }[];
  said: Entry[];
  children: { label: string; lines: string[] }[];
  consents: { to: string; name: string; status: string; given: string | null; told: string | null }[];
  due: { text: string; due: string | null; owner: string; overdue: boolean }[];
  /** The days, the earliest first; what has none (`on` is empty) last. */
  timeline: { on: string; moments: Moment[] }[];
}
/** `label` is one of the page's words, a question's name, or the words for a time that is no day. */
export interface Moment { label: string; text: string; voice: string | null; seq: number | null }
export interface AnswerLine { number: number; key: string; question: string; answer: string; words: string | null; changed: boolean }
export interface Answers { stages: { id: string; title: string; lines: AnswerLine[] }[] }
/** A text, a label with a text, or a quotation with where it was said. */
export interface Block { text: string; label: string; quote: string; seq: number; at: string; speaker: string }
export interface Preview { title: string; parts: { heading: string; blocks: Partial<Block>[] }[] }
export interface Content { message?: string; command?: string }
