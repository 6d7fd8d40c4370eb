// What each part of the page gives to the others. Types alone: nothing here is served.

import type { Answers, CaseLine, CaseSoFar, Content, Draft, Numbered, Preview, Reply, Said, Stage, Start, Turn } from "./contract.js";
import type en from "./strings.js";

export type Word = keyof typeof en;
export type Child = Node | string | number | null | undefined | false;
export type Attributes = Record<string, string | number | boolean | null | undefined | ((event: any) => void)>;

/** An element with attributes (`onclick` and the like are listeners) and children; text goes in as text. */
export type El = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes?: Attributes, ...children: Child[]) => HTMLElementTagNameMap[Tag];
export type Svg = (tag: string, attributes?: Attributes, ...children: Child[]) => Element;
/** A paragraph of a class. */
export type P = (kind: string, ...children: Child[]) => HTMLParagraphElement;
/** A button that submits nothing. */
export type MakeButton = (label: string, go: (event: any) => void, more?: Attributes) => HTMLButtonElement;
/** A button that looks like a link; `key` finds it again when it is drawn anew. */
export type Link = (label: string, go: () => void, key?: string, kind?: string) => HTMLButtonElement;
export type Inline = (...children: Child[]) => HTMLElement;
/** A word in a frame, of a class. */
export type Tag = (text: string, kind?: string) => HTMLElement;

/** The words for a key, with `{name}` filled in. */
export type Translate = (key: Word, values?: Record<string, string | number>) => string;

/** What went wrong, in a sentence for the person. `status` is HTTP's; 0 where the server was not reached. */
export interface Fault { message: string; status: number }

export interface Listener {
  turn(turn: Numbered): void;
  /** What had happened before, in order, at least one; the list is the listener's from now on. */
  past(turns: Numbered[]): void;
  /** Nothing of the message was recorded; it waits to be tried again or given up. */
  failed(id: string, sentence: string): void;
  /** The session is over, or shows another conversation. */
  over(): void;
  connected(on: boolean): void;
}

export interface Transport {
  /** What the sign-in page needs; the token that every change carries comes with it. */
  start(): Promise<Start>;
  /** Rejects with a Fault. */
  get(path: string): Promise<any>;
  /** Rejects with a Fault. */
  post(path: string, body: object): Promise<any>;
  /** End the session, even while the page goes. */
  leave(): Promise<void>;
  /** Hear every turn of a conversation: what had happened by then as a list, then each. */
  listen(conversation: string): void;
  /** Hear nothing more and forget what was waiting. */
  silence(): void;
  /** Send a message; its id. It is sent under that id until its turn has come. */
  send(content: Content): string;
  retry(id: string): void;
  drop(id: string): void;
}
export type MakeTransport = (server: URL, on: Listener) => Transport;

export interface Conversation {
  element: HTMLElement;
  clear(): void;
  /** Show that the next question is on its way. */
  wait(on: boolean): void;
  /** Draw what was just sent, before the server has it. */
  sent(id: string, said: Said, content: Content): void;
  /** Say under a message that it did not go. */
  failed(id: string, sentence: string): void;
  /** Draw these above the turn that comes next, the newest of them first, a little in each frame. */
  past(turns: Turn[]): void;
  /** Draw a turn. One that is `live` is read out and followed; those of the past are not. */
  turn(turn: Turn, live: boolean): void;
  /** The newest turn from its first line, or its end where that is on the screen too. */
  settle(): void;
  /** Bring the turn in which an entry was said into view, drawn or not; false where it is not in this conversation. */
  show(seq: number): boolean;
}
export type MakeConversation = (on: { retry(id: string): void; edit(id: string, text: string): void }) => Conversation;

export interface Composer {
  element: HTMLElement;
  /** What is in the box and not sent. */
  draft: string;
  /** Nothing is on offer and nothing is in the box. */
  clear(): void;
  /** Fit what can be answered to the reply. */
  show(reply: Reply): void;
  /** While a message is on its way the old answers are out of reach; the box stays open. */
  busy(on: boolean): void;
  focus(): void;
}
/** `send` is given what to send, what it looks like, and the voice in which it is kept. */
export type MakeComposer = (send: (content: Content, shown: string, voice?: string | null) => void) => Composer;

export type View = "case" | "review" | "drafts" | "timeline";
export interface Side {
  element: HTMLElement;
  mark(view: View): void;
  /** `at` is the stage that is open, or `ended`. */
  place(stages: Stage[], at: string): void;
  /** What opens the case again, or nothing. */
  keep(code: string): void;
}
export type MakeSide = (on: { view(view: View): void; cases(): void; out(): void }) => Side;

/** What the views beside the conversation can ask for. */
export interface Doors {
  change(number: number): void;
  moment(seq: number): void;
  draft(id: string): void;
  readOnly: boolean;
}
export interface Beside {
  element: HTMLElement;
  clear(): void;
  /** The case that is looked at; empty before one is opened. */
  of(id: string, readOnly: boolean): void;
  open(view: View, focus?: boolean): Promise<void>;
  refresh(): Promise<void>;
}
export type MakeBeside = (get: Transport["get"], on: Pick<Doors, "change" | "moment"> & { close(): void }) => Beside;
export type DrawCase = (found: CaseSoFar, doors: Doors) => Node[];
export type DrawAnswers = (answers: Answers, doors: Doors) => Node[];
export type DrawDrafts = (content: { documents: Draft[] }, doors: Doors) => Node[];
export type DrawPreview = (preview: Preview, docx: string, doors: Doors) => Node[];

/** `go` is given the body that begins a session; it gives back what was wrong, or nothing. */
export type SignIn = (start: Start, server: URL, go: (body: object) => Promise<string | undefined>) => HTMLElement;
export type CaseList = (cases: CaseLine[], on: { fresh(): void; go(id: string): void; out(): void }) => HTMLElement;
export type Closed = (title: Word, text: string, go: () => void) => HTMLElement;

/** Clear the screen, then the session, then the place in the history. */
export type Leave = (root: ShadowRoot, end: () => void, to: string) => void;
/** `go` at the third Shift in a row, `more` before it with how many are left. */
export type ThreeShifts = (go: () => void, more: (left: number) => void) => void;
/** Gives back what begins the watch anew, in minutes (0 ends it). It warns two minutes before it locks. */
export type Watch = (on: { warn(on: boolean): void; lock(): void; alive(): void }) => (minutes: number) => void;
