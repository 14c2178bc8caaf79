import Planning
import Reporting

extension OutputFormat {
    func render(_ plan: PlanRecord, _ style: TextStyle) -> String {
        switch self {
        case .text: PlanText(style: style).render(plan)
        case .json: PlanJSON.render(plan)
        }
    }
}
