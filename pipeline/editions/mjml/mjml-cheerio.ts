// What `mjml-browser` gets as cheerio: the small part, without parse5 and undici, neither of which MJML uses.
export * from 'cheerio/slim';
