/**
 * What servers say in words, with the enhanced code (RFC 3463) that means the same. The first row that fits
 * counts. A reply with a specific code needs no row.
 */
export const statusWords: readonly (readonly [RegExp, string])[] = [
  // The message is too large.
  [
    /message (?:size|length|is too|too) (?:exceeds|large|big|limit)|mail size limit|message too (?:large|big)|size limit|too large|5\.3\.4/i,
    '5.3.4',
  ],
  // The mailbox is full.
  [
    /(?:mail ?box|quota|inbox|storage|account|disk)[^.\n]{0,40}(?:\bfull\b|exceeded|over\b|exhausted)|over ?quota|exceeds allowed size|folder is full|mailbox is frozen|(?:exceed|over|out of)[^.\n]{0,30}(?:quota|storage|disk space)|not enough (?:storage|space)|mailbox has exceeded|insufficient (?:system )?storage|(?:postfach|mailbox|speicher)[^.\n]{0,40}(?:voll|überschritten)|bo[iî]te (?:de réception |aux lettres |mail )?[^.\n]{0,20}pleine|buz[oó]n[^.\n]{0,30}lleno|casella[^.\n]{0,30}piena|postvak[^.\n]{0,30}vol\b|caixa[^.\n]{0,30}cheia|переполнен|превышена квота|容量/i,
    '5.2.2',
  ],
  // The account exists and takes nothing.
  [
    /(?:mailbox|account|user|recipient)[^.\n]{0,40}(?:disabled|inactive|suspended|deactivated|locked|expired|closed)|(?:disabled|inactive|suspended) (?:mailbox|account|user)|not (?:currently )?(?:accepting|receiving) (?:mail|messages)/i,
    '5.2.1',
  ],
  // The sender or the message is refused.
  [
    /\b(?:spam|blacklist(?:ed)?|blocklist(?:ed)?|spamhaus|block list|block-list|dnsbl|rbl)\b|(?:dmarc|spf|dkim)\b[^.\n]{0,40}(?:fail|policy|reject)|poor reputation|reverse dns|no ptr|rdns|bad spf|blocked ip|not (?:open|allowed) (?:to|for) post|smtp auth|unauthenticated|host network not allowed|denied by policy|policy (?:violation|reasons?|rejection)|(?:blocked|rejected)[^.\n]{0,30}(?:polic|reputation|content|by)|access denied|relay(?:ing)? (?:access )?(?:denied|not (?:permitted|allowed))|not (?:permitted|allowed) to relay|unable to relay|sender (?:address )?(?:rejected|denied|verify failed)|content (?:rejected|blocked)|virus|authentication (?:required|failed)/i,
    '5.7.1',
  ],
  // There is no such address.
  [
    /(?:user|recipient|mailbox|address|account|alias|mail ?box|addressee|email)[^.\n]{0,60}(?:unknown|not ?(?:be )?(?:found|exist|known|listed|valid|local)|no[tn]-?exist\w*|unavailable|doesn'?t exist|does not exist|invalid|not? (?:a )?valid|unrecogni[sz]ed|undeliverable|n'existe pas|unbekannt|inconnue?|desconocid|sconosciut|onbekend)|(?:unknown|invalid|no such|non-?exist\w*|bad|undefined|unrouteable|unroutable|unrecogni[sz]ed|illegal) (?:local )?(?:user|recipient|mailbox|address|account|alias|addressee|person|destination mailbox)|no (?:mailbox|account|user|one|valid recipient)[^.\n]{0,20}(?:here|by that name|with (?:that|this))|doesn'?t have an? [^\n]{0,40}account|not listed in (?:the )?(?:\w+ )?directory|invalid final delivery userid|not a (?:known|valid) (?:user|address)|this (?:address|user|account) no longer|no longer (?:available|valid|works|exists)|(?:adres|empfänger|destinataire|destinatario|utente|usuario|gebruiker|benutzer|adresat|mottagare|modtager|alıcı|пользовател|адрес)[^.\n]{0,60}(?:unbekannt|nicht (?:gefunden|bekannt|existiert|vorhanden)|existiert nicht|introuvable|inconnu|n'existe pas|no (?:existe|se ha encontrado|se encontr)|non (?:esiste|trovat)|não (?:existe|foi encontrad)|niet (?:gevonden|bestaat|bekend)|bestaat niet|onbekend|nie (?:istnieje|został znaleziony)|okänd|ukendt|не (?:найден|существует)|неизвест)|宛先が(?:見つかりません|不明)|找不到|不存在|無此|ユーザ(?:ー)?が(?:見つかりません|存在しません)|存在しない/i,
    '5.1.1',
  ],
  // There is no such domain.
  [
    /(?:host|domain|mx)[^\n]{0,60}(?:not (?:be )?found|unknown|does ?n[o']t exist|nonexistent|not reachable)|no smtp service|(?:unknown|no such|bad|unrouteable|invalid) (?:mail )?(?:domain|host)|couldn'?t find any host|name (?:or )?service error|dns (?:error|lookup failed|failure)|nxdomain|no mx\b|(?:domäne|domaine|domein|dominio)[^.\n]{0,40}(?:nicht gefunden|introuvable|niet gevonden|no encontrad|non trovat)/i,
    '5.1.2',
  ],
  // Nobody could reach the server for a long time.
  [
    /(?:connection|connect|conversation)[^.\n]{0,60}(?:timed? ?out|refused|failed|reset)|timed? ?out|not responding|failing for a long time|did not accept our requests to connect|socket error|(?:deliver|tried)[^\n]{0,40}for the last|(?:retries|tries|attempts)[^\n]{0,20}giv(?:ing|en) up|(?:retry|delivery|queue)[^.\n]{0,30}(?:time|period|lifetime)[^.\n]{0,20}(?:exceeded|expired)|too (?:long|old)|been (?:in the queue|trying)|message expired|could not be delivered for|zeitüberschreitung/i,
    '4.4.7',
  ],
];
