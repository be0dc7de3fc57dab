namespace Engine.Stages.Balancers;

/// <summary>What divides weights without changing their proportions.</summary>
internal static class GreatestDivisor
{
    /// <summary>0 and a number give that number.</summary>
    internal static int Of(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
