// Prints the proposal, and says before how ready it is: what the gate holds back can be had as a draft alone, which says so on every page.
import { useTranslation } from 'react-i18next';
import type { OfferHead } from '~/api/selling';
import { Tag } from '~/components/tag';
import { gateTone } from '../offer/gate_tone';
import { PrintButton } from '../record/print_button';

export function ProposalButton({ base, offer }: { base: string; offer: OfferHead | undefined }) {
  const { t } = useTranslation();
  const pdf = `${base}/proposal.pdf`;
  const word = `${base}/proposal.docx`;
  // Not known yet, or not to be had: the server decides and says why.
  if (!offer)
    return (
      <PrintButton
        papers={[
          { id: 'proposal', path: pdf },
          { id: 'proposal_word', path: word },
        ]}
      />
    );
  const held = offer.gate === 'block';
  return (
    <PrintButton
      head={
        <div className="figure-list">
          <div className="row">
            <Tag tone={gateTone[offer.gate]}>{t(`proposal_gate.${offer.gate}`)}</Tag>
            {offer.gate_reasons.length > 0 && <span className="caption second">{t('documents.reasons', { count: offer.gate_reasons.length })}</span>}
          </div>
          {offer.gate_reasons.length > 0 && (
            <ul className="caption second">
              {offer.gate_reasons.map((reason) => (
                <li key={reason}>{t(`gate_reason.${reason}`)}</li>
              ))}
            </ul>
          )}
          {held && <p className="caption third">{t('documents.draft_only')}</p>}
        </div>
      }
      papers={
        held
          ? [
              { id: 'proposal_draft', path: pdf, draft: true },
              { id: 'proposal_draft_word', path: word, draft: true },
            ]
          : [
              { id: 'proposal', path: pdf },
              { id: 'proposal_word', path: word },
            ]
      }
    />
  );
}
