namespace Engine.Stages.Actions;

/// <summary>What of the request's target a rule looks at or writes.</summary>
internal enum TargetPart : byte
{
    Path,
    PathAndQuery,
    Query,
    Uri,
}
