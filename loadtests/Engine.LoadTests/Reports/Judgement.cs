using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Reports;

/// <summary>What became of an assertion.</summary>
/// <param name="Actual">What was measured, as people read it; "not measured" when it was not, and then it does not hold.</param>
internal sealed record Judgement(Assertion Assertion, bool Holds, string Actual);
