namespace Engine.Proxy.Pages;

/// <summary>
/// Where a page or command that is made in steps lets go: after each step what it has written may leave, and others get their turn of
/// the loop. A step should take some microseconds, such as one row of a table.
/// </summary>
/// <param name="WaitMs">Go on after that time; 0 = as soon as there is room.</param>
public readonly record struct Slice(int WaitMs)
{
    public static readonly Slice Next;
}
