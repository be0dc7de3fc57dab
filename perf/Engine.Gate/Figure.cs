namespace Engine.Gate;

/// <summary>One number. A decimal, so that what was written is what is compared and written again.</summary>
/// <param name="Name">ROW.FIGURE: the row is what <c>perf/gate ROW</c> measures alone.</param>
internal readonly record struct Figure(string Name, decimal Value)
{
    public string Row => RowOf(Name);

    public static string RowOf(string name) => name[..name.IndexOf('.', System.StringComparison.Ordinal)];
}
