/** The authors of bounces that no row of `odd-bounces.ts` describes. */
export const daemonAuthor =
  /\b(?:mailer[-_ ]?daemon|mail(?:er)?[-_ ]?delivery|post_?master|mail delivery (?:sub)?system|mail administrator|microsoft ?exchange\w*|bounces?[-+\w]*@|mdaemon|delivery[-_ ]?(?:status|failure))/i;

/** Subjects that say that a message did not arrive. */
export const failureSubject =
  /undeliver|(?:delivery|mail|message)[^\n]{0,30}(?:fail|error|problem|not delivered|impossible)|return(?:ed|ing) (?:mail|message|to sender)|fail(?:ure|ed)[^\n]{0,20}(?:notice|deliver|notification)|delivery (?:status )?notification|could(?:n't| not) be delivered|error sending|rejected|(?:onbestelbaar|niet bezorgd|niet afgeleverd|kon niet worden)|unzustell|nicht zugestellt|zustell(?:ung|fehler|probl)|fehlgeschlagen|non (?:remis|distribu|délivr|livr)|échec (?:de la |de )?(?:remise|distribution|livraison)|no se (?:puede|pudo|ha podido) entregar|no entregad|devuel(?:to|ta)|error de entrega|mancat(?:o|a) (?:recapito|consegna)|non recapitabil|impossibile (?:recapitare|consegnare)|não (?:entregue|foi poss)|falha na entrega|niedostarcz|nie (?:można|udało się) dostarczyć|nedoručiteln|olevererbar|kan (?:ikke|inte) levere|kunde inte levere|ikke leveret|toimitus epäonnistui|не(?:достав| может быть достав|возможно достав)|недоставлен|配信(?:不能|できませんでした)|配達(?:不能|できませんでした)|送信できませんでした|退信|无法(?:投递|送达)|無法(?:傳送|遞送)|teslim edilemedi|לא ניתן למסור|تعذر (?:تسليم|توصيل)/i;

/** Subjects and texts that say that a server is still trying. */
export const delaySubject =
  /delay(?:ed)?\b|still (?:trying|being retried)|warning: (?:could not|message)|vertra(?:ging|agd)|verzöger|retard|retras|ritard|atras|opóźni|försen|forsink|задерж|遅(?:延|れ)|延迟|延遲/i;

/** What a subject says about its own mail: the part before the subject of the message that it answers. */
export const ownSubject = (subject: string) =>
  subject.split(/(?<![\p{L}\d])(?:re|aw|sv|antw|odp|fwd?|wg|tr)\s*:/iu)[0] ?? '';
