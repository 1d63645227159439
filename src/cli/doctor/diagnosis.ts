/** What was looked at, and how it stands. `note`: something optional is not there. */
export interface Diagnosis {
  readonly topic: string;
  readonly state: 'fine' | 'wrong' | 'note';
  readonly said: string;
  /** What to type, or to do. */
  readonly fix?: string;
}

export const fine = (topic: string, said: string): Diagnosis => ({ topic, state: 'fine', said });
export const wrong = (topic: string, said: string, fix: string): Diagnosis => ({ topic, state: 'wrong', said, fix });
export const note = (topic: string, said: string, fix: string): Diagnosis => ({ topic, state: 'note', said, fix });
