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

    /// <summary>Index of the last field of that name, or -1. Of Connection, as of all that rules see, what keeps or closes it is no part.</summary>
    internal int LastIn(MessageHead head)
    {
        if (_known == FieldName.Connection)
        {
            head.HidePersistence();
        }

        return head.LastIndexOf(_known, Name);
    }
}
