// The four opposed pairs of a need: seen or not, known or not, on the surface or latent, clear or vague.
import { useTranslation } from 'react-i18next';
import { layerFlags } from '~/api/selling';
import { Checkbox } from '~/components/field';
import type { Flags } from './need_logic';

interface LayerTogglesProps {
  value: Flags;
  onChange: (flags: Flags) => void;
  error?: string;
  disabled?: boolean;
}

export function LayerToggles({ value, onChange, error, disabled }: LayerTogglesProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="layer-toggles">
      <legend className="field-label">{t('needs.layers')}</legend>
      {layerFlags.map((flag) => (
        <Checkbox key={flag} checked={value[flag]} disabled={disabled} onChange={(checked) => onChange({ ...value, [flag]: checked })}>
          {t(`needs.layer_${flag}`)}
        </Checkbox>
      ))}
      {error && (
        <span className="field-error" role="alert">
          {error}
        </span>
      )}
    </fieldset>
  );
}
