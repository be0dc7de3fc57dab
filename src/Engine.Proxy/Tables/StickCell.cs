namespace Engine.Proxy.Tables;

/// <summary>Where one value lies in the entries of a table.</summary>
/// <param name="Kind"><c>None</c> when the table does not keep it.</param>
/// <param name="Offset">From the beginning of the entry.</param>
/// <param name="PeriodMs">Of a rate.</param>
public readonly record struct StickCell(StickValueKind Kind, int Offset, int PeriodMs)
{
    public bool IsStored => Kind != StickValueKind.None;
}
