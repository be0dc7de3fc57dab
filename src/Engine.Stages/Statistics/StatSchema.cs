namespace Engine.Stages.Statistics;

/// <summary>What the answers to <c>show info json</c> and <c>show stat json</c> look like, for programs that check them (MGT 9.3 show schema json).</summary>
internal static class StatSchema
{
    /// <summary>One line.</summary>
    public const string Text =
        """{"$schema":"http://json-schema.org/draft-07/schema#","title":"show info json, show stat json","oneOf":[""" +
        """{"title":"Info","type":"array","items":{"$ref":"#/definitions/figure"}},""" +
        """{"title":"Stat","type":"array","items":{"type":"array","items":{"allOf":[{"$ref":"#/definitions/figure"},{"$ref":"#/definitions/owner"}]}}}],""" +
        """ "definitions":{""" +
        """ "figure":{"type":"object","required":["field","processNum","tags","value"],"properties":{""" +
        """ "field":{"type":"object","required":["pos","name"],"properties":{"pos":{"type":"integer","minimum":0},"name":{"type":"string"}}},""" +
        """ "processNum":{"type":"integer","minimum":1},""" +
        """ "tags":{"type":"object","required":["origin","nature","scope"],"properties":{""" +
        """ "origin":{"enum":["Metric","Status","Key","Config","Product"]},""" +
        """ "nature":{"enum":["Gauge","Limit","Min","Max","Rate","Counter","Duration","Age","Time","Name","Output","Avg"]},""" +
        """ "scope":{"enum":["Process","Service"]}}},""" +
        """ "value":{"type":"object","required":["type","value"],"oneOf":[""" +
        """{"properties":{"type":{"const":"u32"},"value":{"type":"integer","minimum":0,"maximum":4294967295}}},""" +
        """{"properties":{"type":{"const":"s32"},"value":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}},""" +
        """{"properties":{"type":{"const":"u64"},"value":{"type":"integer","minimum":0}}},""" +
        """{"properties":{"type":{"const":"str"},"value":{"type":"string"}}}]}}},""" +
        """ "owner":{"type":"object","required":["objType","proxyId","id"],"properties":{""" +
        """ "objType":{"enum":["Frontend","Backend","Server","Listener"]},"proxyId":{"type":"integer","minimum":0},"id":{"type":"integer","minimum":0}}}}}""";
}
