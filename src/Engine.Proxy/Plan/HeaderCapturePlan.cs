using Engine.Config.Text;
using Engine.Http;

namespace Engine.Proxy.Plan;

/// <summary>One slot of what is captured.</summary>
/// <param name="Where">The line that made it.</param>
/// <param name="Name">Of the header; empty when rules fill the slot.</param>
/// <param name="LengthMax">Bytes that are kept.</param>
public sealed record HeaderCapturePlan(Statement Where, byte[] Name, int LengthMax)
{
    /// <summary>Most captured headers are of those that the parser knows.</summary>
    private readonly FieldName _known = FieldNames.Recognise(Name);

    /// <summary>Index of the last field of that name, or -1.</summary>
    internal int LastIn(MessageHead head)
    {
        int last = -1;
        for (int i = head.IndexOf(_known, Name, 0); i >= 0; i = head.IndexOf(_known, Name, i + 1))
        {
            last = i;
        }

        return last;
    }
}
