struct SessionManager {
    enum Common {}
}

protocol BaseCommand {}

actor PlanImpl {}
