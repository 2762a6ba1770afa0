/**
 * RFC 6266 with RFC 8187: the name of a file in whatever letters, and a plain one for whoever does not read that.
 * Neither a quotation mark nor a line break of the name reaches the header.
 */
export function contentDisposition(kind: 'inline' | 'attachment', fileName: string, plain: string): string {
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
