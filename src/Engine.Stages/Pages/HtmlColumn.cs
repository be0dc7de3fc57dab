namespace Engine.Stages.Pages;

/// <summary>A column of the tables on the statistics page that shows one figure.</summary>
/// <param name="Field">Name of the figure.</param>
/// <param name="Title">Head of the column.</param>
/// <param name="Explanation">What the head says when pointed at.</param>
/// <param name="Form">n = a count, b = bytes, d = seconds.</param>
/// <param name="Group">Head over this column and those that follow without one; empty for such.</param>
internal sealed record HtmlColumn(string Field, string Title, string Explanation, char Form = 'n', string Group = "");
