// The versions our own writes have led to. An editor saves from the version it was opened at; only a write of this page
// may carry it on to a newer one, never a change that somebody else made under the open editor.
export interface Versioned {
  version: number;
}

export class OwnWrites<Record extends Versioned> {
  private readonly after = new Map<number, Record>();

  /** A write sent at this version was answered with this record: nobody else's change lies between the two. */
  note(version: number, answer: Record): void {
    if (answer.version > version) this.after.set(version, answer);
  }

  /** What a record seen some time ago has become through our own writes alone. */
  from(opened: Record): Record {
    let base = opened;
    for (let next = this.after.get(base.version); next; next = this.after.get(base.version)) base = next;
    return base;
  }
}
