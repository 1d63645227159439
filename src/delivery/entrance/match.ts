/** A sort of request, known by a header or a cookie. */
export interface Match {
  readonly match: 'header' | 'cookie';
  readonly name: string;
  readonly value: string;
}

/** Requests with this header and value. A proxy compares text: `'true'`, not true. */
export function header(name: string, value: string): Match {
  return { match: 'header', name, value };
}

/** Requests with this cookie and value. */
export function cookie(name: string, value: string): Match {
  return { match: 'cookie', name, value };
}
