// Practice: seven modules with what each still asks for, and the cases. Only the person himself sees how he did.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ModuleRow, Practice } from '~/api/practice';
import { useRead } from '~/api/queries';
import { Page } from '~/app/page';
import { Card } from '~/components/card';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { textIn } from '../selling/template';
import '../account/account.css';
import '../selling/selling.css';
import './practice.css';

export default function PracticeView() {
  const { t } = useTranslation();
  const format = useFormat();
  const practice = useRead<Practice>(['practice'], '/practice');
  const modules = practice.data?.modules ?? [];
  return (
    <Page title={t('practice.title')} note={<span>{t('practice.subtitle')}</span>}>
      {practice.isPending && <SkeletonRows rows={8} />}
      {practice.isError && !practice.data && <ErrorState error={practice.error} onRetry={() => void practice.refetch()} />}
      {practice.data && (
        <div className="record-grid">
          <Card title={t('practice.modules')} note={t('practice.passed_of', { passed: modules.filter((one) => one.passed).length, all: modules.length })}>
            <ol>
              {modules.map((module) => (
                <ModuleLine key={module.key} module={module} />
              ))}
            </ol>
          </Card>
          <div className="record-column">
            <Card title={t('practice.cases')}>
              <ul>
                {practice.data.cases.map((one) => (
                  <li key={one.key} className="selling-row">
                    <div className="row-text">
                      <Link to={`/practice/cases/${one.key}`} className="practice-name">
                        {textIn(format.language, one.title)}
                      </Link>
                      <div className="caption second">{textIn(format.language, one.about)}</div>
                      <div className="row-meta caption third">
                        {one.progress.attempts === 0 ? (
                          <span>{t('practice.not_tried')}</span>
                        ) : (
                          <>
                            <span>{t('practice.attempts_count', { count: one.progress.attempts })}</span>
                            {one.progress.score.latest !== null && <span className="numeric">{t('practice.score_latest', { score: format.number(one.progress.score.latest, 0) })}</span>}
                            {one.progress.agreement.latest !== null && <span className="numeric">κ {format.number(one.progress.agreement.latest, 2)}</span>}
                          </>
                        )}
                      </div>
                    </div>
                  </li>
                ))}
              </ul>
            </Card>
            <Card title={t('practice.how')}>
              <ul className="practice-how second">
                <li>{t('practice.how_pass')}</li>
                <li>{t('practice.how_work')}</li>
                <li>{t('practice.how_private')}</li>
              </ul>
            </Card>
          </div>
        </div>
      )}
    </Page>
  );
}

function ModuleLine({ module }: { module: ModuleRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { quiz_state: quiz, evidence } = module;
  const best = quiz.progress.score.best;
  return (
    <li className="selling-row">
      <span className="letter-mark strong numeric">{module.number}</span>
      <div className="row-text">
        <Link to={`/practice/modules/${module.key}`} className="practice-name">
          {textIn(format.language, module.title)}
        </Link>
        <div className="caption second">{textIn(format.language, module.goal)}</div>
        <div className="row-meta caption">
          <Tag tone={quiz.passed ? 'ok' : 'plain'}>{best === null ? t('practice.quiz_open') : t('practice.quiz_best', { score: format.number(best, 0) })}</Tag>
          {evidence.possible ? (
            evidence.parts.map((part) => (
              <Tag key={part.key} tone={part.done ? 'ok' : 'plain'}>
                {t(`practice.part_${part.key}`, { have: Math.min(part.have, part.need), need: part.need })}
              </Tag>
            ))
          ) : (
            <Tag tone="hollow">{t('practice.not_possible')}</Tag>
          )}
        </div>
      </div>
      {module.passed && <Tag tone="ok">{t('practice.passed')}</Tag>}
    </li>
  );
}
