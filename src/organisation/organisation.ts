import type { RawBuilder } from 'kysely';
import type { Db, Transaction } from '../platform/db/index.ts';
import { dateIn } from '../platform/time.ts';
import { becauseOf } from './because.ts';
import type { Plan } from './folder.ts';
import { spanHolds } from './imprecise.ts';
import type { Because, Deed, Denial, Holding, Institution, LocalText, Mandate, Post, Seat, Verdict } from './model.ts';
import { type PlanInForce, readPlanInForce } from './reorganisation/in-force.ts';
import { type AuthorityRule, compileTest, contains, type DenialReason, RULES, type Situation } from './rules.ts';
import { readAccepted } from './store/accepted.ts';
import { type Authority, type Picture, type PictureAppointment, readPicture, readVersion } from './store/picture.ts';
import { taskIsFor } from './twin.ts';
import { denialText } from './words.ts';

export interface Question {
  readonly mandate: string;
  readonly territory: string | null;
  readonly scope: string | null;
  readonly on: Temporal.PlainDate;
}

/** One appointment of a person, as pages name it. */
export interface OfficerPost {
  readonly appointmentId: string;
  readonly postCode: string;
  readonly post: LocalText;
  readonly institutionCode: string;
  readonly institution: LocalText;
}

/** Somebody in a post, with the days as exactly as they are known. */
export interface OfficeHolder {
  readonly post: string;
  readonly name: LocalText;
  readonly mode: string;
  readonly from?: string;
  readonly until?: string;
  readonly certainty: 'yes' | 'perhaps';
}

type CompiledRule = AuthorityRule & { readonly passes: (situation: Situation) => boolean };

const compileRules = (rules: readonly AuthorityRule[]): readonly CompiledRule[] =>
  rules.map((rule) => ({ ...rule, passes: compileTest(rule.test) }));

/** The organisation as one picture in memory, taken anew when the tables' version moves. Every answer is of one day. */
export class Organisation {
  readonly timeZone: string;
  #picture: Picture;
  #minute = Number.NaN;
  #day = '';
  readonly #rules: readonly CompiledRule[];

  #plan: PlanInForce | undefined;

  /** @param options the plan from which the picture was made, where pages are to be drawn of it; other rules than the law's */
  constructor(
    picture: Picture,
    timeZone: string,
    options: { readonly rules?: readonly AuthorityRule[]; readonly plan?: PlanInForce } = {},
  ) {
    this.#picture = picture;
    this.timeZone = timeZone;
    this.#rules = compileRules(options.rules ?? RULES);
    this.#plan = options.plan;
  }

  /** Takes a new picture if anything changed since the last, and the plan with it. */
  async refresh(db: Db | Transaction): Promise<void> {
    if ((await readVersion(db)) === this.#picture.version) return;
    const picture = await readPicture(db);
    if (this.#plan !== undefined) this.#plan = await readPlanInForce(db, (await readAccepted(db)) ?? this.#plan.files);
    this.#picture = picture;
  }

  /**
   * The plan in force on a day: the ministry's files with every instrument whose day has come. What the tables do not hold stands only
   * here: tasks, responsibilities, addresses, history.
   */
  planOn(on: Temporal.PlainDate): Plan {
    return this.#planInForce.on(on);
  }

  /** The ministry's files as they were last taken over, without instruments. */
  get files(): Plan {
    return this.#planInForce.files;
  }

  /** The plan with the instruments too whose day has yet to come. */
  get plan(): Plan {
    return this.#planInForce.whole;
  }

  get #planInForce(): PlanInForce {
    if (this.#plan === undefined) throw new Error('this organisation was opened without its plan');
    return this.#plan;
  }

  /**
   * Whether a person may do a deed at a moment, and why: post → institution → mandate → step. Denies unless everything allows.
   * Pure over the picture: nothing is asked of the database.
   */
  may(personId: string, deed: Deed, at: Temporal.Instant): Verdict {
    const on = this.#dayOf(at);
    const seats = this.#picture.seatsOf.get(personId) ?? [];
    if (seats.length === 0) return this.#deny('no-post', personId, deed, on);
    const isRecused = this.#picture.recusals.some(
      (each) =>
        each.personId === personId &&
        contains(each.valid, on) &&
        ((each.caseId !== null && each.caseId === deed.caseId) || (each.partyId !== null && each.partyId === deed.partyId)),
    );
    // Seats of one's own come before those that were lent.
    for (const seat of seats) {
      for (const holding of this.#picture.holdingsOf.get(deed.mandate) ?? []) {
        const situation = { seat, holding, deed, personId, on, isRecused };
        if (this.#rules.every((rule) => rule.passes(situation)))
          return { allowed: true, appointmentId: seat.appointmentId, because: this.#because(seat, holding, deed, on, at) };
      }
    }
    return this.#deny(this.#reason(seats, { deed, personId, on, isRecused }), personId, deed, on);
  }

  /**
   * The SQL twin of `may` over the open task `t` of the case `c`, for the lists of a person on a day.
   * Refresh first where a list must know what changed a moment ago.
   */
  taskIsFor(personId: string, on: Temporal.PlainDate): RawBuilder<boolean> {
    const { seatsOf, holdings, recusals } = this.#picture;
    return taskIsFor({ personId, on: on.toString(), seats: seatsOf.get(personId) ?? [], holdings, recusals }, this.#rules);
  }

  /** The first rule, in their order, that no seat and holding pass together with all before it. */
  #reason(seats: readonly Seat[], rest: Omit<Situation, 'seat' | 'holding'>): DenialReason {
    const holdings = this.#picture.holdingsOf.get(rest.deed.mandate) ?? this.#picture.holdings;
    let pairs = seats.flatMap((seat) => holdings.map((holding) => ({ seat, holding })));
    for (const rule of this.#rules) {
      pairs = pairs.filter((pair) => rule.passes({ ...pair, ...rest }));
      if (pairs.length === 0) return rule.reason;
    }
    throw new Error('a deed that passes every rule is no denial');
  }

  /** The day of an instant in the ministry's zone; instants of one minute share it, and an officer's page asks many times. */
  #dayOf(at: Temporal.Instant): string {
    const minute = Math.floor(at.epochMilliseconds / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#day = dateIn(this.timeZone, at).toString();
    }
    return this.#day;
  }

  #because(seat: Seat, holding: Holding, deed: Deed, on: string, at: Temporal.Instant): Because {
    const post = this.#postOn(seat.post, on);
    const institution = this.#institutionOn(seat.institution, on);
    const mandate = this.#picture.mandates.get(holding.mandate);
    if (post === undefined || institution === undefined || mandate === undefined)
      throw new Error(`the picture lacks what the seat ${seat.appointmentId} stands on`);
    return becauseOf({ seat, holding, deed, post, institution, mandate, at });
  }

  #deny(reason: DenialReason, personId: string, deed: Deed, on: string): Verdict {
    const holding = this.#holding(deed.mandate, deed.territory, deed.scope, on);
    const holder = holding && this.#institutionOn(holding.institution, on);
    const mandate = this.#picture.mandates.get(deed.mandate)?.title ?? { 'zh-CN': deed.mandate, en: deed.mandate };
    const own = new Set((this.#picture.seatsOf.get(personId) ?? []).map((seat) => seat.institution));
    const left = this.#picture.holdings.find(
      (each) => each.mandate === deed.mandate && own.has(each.institution) && each.valid.until !== undefined && each.valid.until <= on,
    );
    const text = denialText(reason, { mandate, role: deed.role, holder: holder?.name, since: left?.valid.until });
    const denial: Denial = {
      reason,
      text,
      ...(holder === undefined
        ? {}
        : { holder: { institution: holder.code, name: holder.name, ...(holder.contact === null ? {} : { ask: holder.contact }) } }),
    };
    return { allowed: false, denial };
  }

  /** The lead holder of a function on a day. */
  holder({ mandate, territory, scope, on }: Question): Institution | undefined {
    const day = on.toString();
    const found = this.#holding(mandate, territory, scope, day);
    return found && this.#institutionOn(found.institution, day);
  }

  /** The holding of the very territory and scope goes before a wider one. */
  #holding(mandate: string, territory: string | null, scope: string | null, day: string): Holding | undefined {
    const fits = (this.#picture.holdingsOf.get(mandate) ?? []).filter(
      (each) =>
        each.role === 'lead' &&
        contains(each.valid, day) &&
        (each.territory === null || each.territory === territory) &&
        (each.scope === null || each.scope === scope),
    );
    const nearness = (each: Holding): number => (each.territory === null ? 0 : 2) + (each.scope === null ? 0 : 1);
    return fits.sort((a, b) => nearness(b) - nearness(a))[0];
  }

  /**
   * In whose name and under which letter code a document is issued on a day.
   *
   * @throws Error when nobody holds the function: an official text without an issuer must not exist
   */
  letterhead(question: Question): { readonly code: string; readonly name: LocalText; readonly letterCode: string } {
    const holder = this.holder(question);
    if (holder === undefined)
      throw new Error(`nobody holds ${question.mandate} for ${question.territory ?? 'the whole country'} on ${question.on}`);
    return { code: holder.code, name: holder.name, letterCode: holder.letterCode };
  }

  institution(code: string, on: Temporal.PlainDate): Institution | undefined {
    return this.#institutionOn(code, on.toString());
  }

  #institutionOn(code: string, day: string): Institution | undefined {
    return this.#picture.institutions.find((each) => each.code === code && contains(each.valid, day));
  }

  institutions(on: Temporal.PlainDate): readonly Institution[] {
    const day = on.toString();
    return this.#picture.institutions.filter((each) => contains(each.valid, day));
  }

  /** The days on which an institution of the plan or a holding begins or ends, oldest first: on no other day does its chart change. */
  daysOfChange(): readonly string[] {
    const { institutions, holdings } = this.#picture;
    const own = institutions.filter((each) => each.partOf !== null);
    const days = [...own, ...holdings].flatMap(({ valid }) => [valid.from, valid.until]);
    return [...new Set(days.filter((day) => day !== undefined))].sort();
  }

  /** Every name under which an institution was known, oldest first. */
  namesOf(code: string): readonly Institution[] {
    return this.#picture.institutions
      .filter((each) => each.code === code)
      .sort((a, b) => ((a.valid.from ?? '') < (b.valid.from ?? '') ? -1 : 1));
  }

  mandate(code: string): Mandate | undefined {
    return this.#picture.mandates.get(code);
  }

  mandates(): readonly Mandate[] {
    return [...this.#picture.mandates.values()];
  }

  /** What an institution holds on a day, and in which role. */
  holdingsOf(code: string, on: Temporal.PlainDate): readonly Holding[] {
    const day = on.toString();
    return this.#picture.holdings.filter((each) => each.institution === code && contains(each.valid, day));
  }

  /** A post by its code, past and coming ones too. */
  postByCode(code: string): Post | undefined {
    return this.#picture.posts.find((each) => each.code === code);
  }

  /** Everything that an institution ever held, past and coming. */
  holdingsEver(code: string): readonly Holding[] {
    return this.#picture.holdings.filter((each) => each.institution === code);
  }

  /** Who holds a function on a day, in every role, territory and scope. */
  holdings(mandate: string, on: Temporal.PlainDate): readonly Holding[] {
    const day = on.toString();
    return this.holdingsOfMandate(mandate).filter((each) => contains(each.valid, day));
  }

  /** Everybody who ever held a function, oldest first. */
  holdingsOfMandate(mandate: string): readonly Holding[] {
    const from = (each: Holding): string => each.valid.from ?? '';
    return this.#picture.holdings
      .filter((each) => each.mandate === mandate)
      .sort((a, b) => (from(a) < from(b) ? -1 : from(a) > from(b) ? 1 : 0));
  }

  /** Which steps a post may take under which functions; `*` stands for every function that its institution holds. */
  authorityOf(post: string): readonly Authority[] {
    return this.#picture.authorities.filter((each) => each.post === post);
  }

  postsOf(code: string, on: Temporal.PlainDate): readonly Post[] {
    const day = on.toString();
    return this.#picture.posts.filter((each) => each.institution === code && contains(each.valid, day));
  }

  #postOn(code: string, day: string): Post | undefined {
    return this.#picture.posts.find((each) => each.code === code && contains(each.valid, day));
  }

  /** The posts of a person on the day of an instant; those lent to them are not theirs. */
  appointmentsOf(personId: string, at: Temporal.Instant): readonly OfficerPost[] {
    const on = dateIn(this.timeZone, at).toString();
    return this.#picture.appointments
      .filter((each) => each.personId === personId && contains(each.valid, on))
      .flatMap((each) => this.describe(each.id) ?? []);
  }

  personName(personId: string): LocalText | undefined {
    return this.#picture.persons.get(personId);
  }

  /** Who holds a post on a day, by the name of the person; undefined where nobody does, or the source leaves two. */
  holderOfPost(post: string, on: Temporal.PlainDate): LocalText | undefined {
    const [sure] = this.holdersOfPost(post, on).filter((each) => each.mode !== 'acting' && each.certainty === 'yes');
    return sure?.name;
  }

  /**
   * Who holds a post on a day, acting holders too. Where the source knows a change to the month only, each of those whom that month
   * leaves is there, as `perhaps`.
   */
  holdersOfPost(post: string, on: Temporal.PlainDate): readonly OfficeHolder[] {
    const day = on.toString();
    return this.holdersEver(post).flatMap((each) => {
      const certainty = spanHolds(each, day);
      return certainty === 'no' ? [] : [{ ...each, certainty }];
    });
  }

  /** Everybody who ever held a post or will, oldest first. */
  holdersEver(post: string): readonly Omit<OfficeHolder, 'certainty'>[] {
    return this.#tenures((each) => each.post === post);
  }

  /** Every post that somebody of this name ever held or will, oldest first. */
  tenuresOf(name: LocalText): readonly Omit<OfficeHolder, 'certainty'>[] {
    return this.#tenures((_, person) => person['zh-CN'] === name['zh-CN'] && person.en === name.en);
  }

  #tenures(fits: (appointment: PictureAppointment, person: LocalText) => boolean): readonly Omit<OfficeHolder, 'certainty'>[] {
    return this.#picture.appointments
      .flatMap((each) => {
        const name = this.#picture.persons.get(each.personId);
        return name === undefined || !fits(each, name) ? [] : [{ post: each.post, name, mode: each.mode, ...each.span }];
      })
      .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  }

  /** An appointment or delegation, past or present, as the history names it. */
  describe(id: string): OfficerPost | undefined {
    const appointment = this.#picture.appointments.find((each) => each.id === id);
    const postCode = appointment?.post ?? this.#picture.delegations.get(id);
    const post = this.#picture.posts.find((each) => each.code === postCode);
    if (post === undefined) return undefined;
    const institution = this.#picture.institutions.find((each) => each.code === post.institution);
    return {
      appointmentId: id,
      postCode: post.code,
      post: post.title,
      institutionCode: post.institution,
      institution: institution?.name ?? { 'zh-CN': post.institution, en: post.institution },
    };
  }
}
