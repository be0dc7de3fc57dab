using System;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Rules;

namespace Engine.Stages.Actions;

/// <summary>
/// The fields that rules cannot have their way with: those that say where a message ends, whether the connection lives on, and for
/// whom a request is. The engine writes them from what it does, so that a head never says anything else.
/// </summary>
internal static class FieldGuard
{
    /// <summary>What a rule that writes the field of that name would come to.</summary>
    internal static GuardedField Of(string name, bool isRequest) => Recognise(name) switch
    {
        FieldName.ContentLength or FieldName.TransferEncoding or FieldName.KeepAlive or FieldName.ProxyConnection
            or FieldName.TE or FieldName.Upgrade => GuardedField.Fixed,
        FieldName.Connection => GuardedField.Connection,
        FieldName.Host when isRequest => GuardedField.Host,
        _ => GuardedField.None,
    };

    /// <summary>True when a rule may take the line off the message.</summary>
    internal static bool CanRemove(in HeadField field, MessageHead message) => field.Name switch
    {
        FieldName.ContentLength or FieldName.TransferEncoding => false,
        FieldName.Host => message is not RequestHead,

        // Without it the client would not know what its connection has become.
        FieldName.Upgrade => message is not ResponseHead { Status: 101 },
        _ => true,
    };

    /// <summary>Warns that the rule does nothing.</summary>
    internal static NothingAction Ignore(RuleArguments arguments, string name)
    {
        arguments.Warn($"'{arguments.Action} {name}' has no effect: the engine writes this field itself, from how the message and its connection go on", "remove the rule");
        return NothingAction.Instance;
    }

    private static FieldName Recognise(string name) => FieldNames.Recognise(ByteText.ToBytes(name));
}
