using System.Text.Json.Nodes;

namespace MuBench.Tests;

/// <summary>A compiled template, including its modules.</summary>
internal sealed class ArmTemplate
{
    private const string Module = "Microsoft.Resources/deployments";

    private readonly List<(string Place, JsonObject Json)> _templates = [];
    private readonly List<ArmResource> _resources = [];

    private ArmTemplate(JsonObject json)
    {
        Text = json.ToJsonString();
        Collect("main", json);
    }

    /// <summary>The whole document.</summary>
    public string Text { get; }

    /// <summary>The template itself first, then its modules, each with the names of the enclosing modules.</summary>
    public IReadOnlyList<(string Place, JsonObject Json)> Templates => _templates;

    /// <summary>All resources except modules.</summary>
    public IReadOnlyList<ArmResource> Resources => _resources;

    /// <summary>Reads a compiled template.</summary>
    public static ArmTemplate Parse(string json) => new(JsonNode.Parse(json)!.AsObject());

    /// <summary>The resources of a type.</summary>
    public IEnumerable<ArmResource> Of(string type) => _resources.Where(resource => resource.Type == type);

    private void Collect(string place, JsonObject template)
    {
        _templates.Add((place, template));
        foreach (var (name, resource) in Named(template["resources"]))
        {
            var type = (string)resource["type"]!;
            if (type == Module)
                Collect($"{place}/{name}", resource["properties"]!["template"]!.AsObject());
            else
                _resources.Add(new ArmResource($"{place}/{name}", type, resource));
        }
    }

    // A list, or by name: the compiler chooses by the features of the template.
    private static IEnumerable<(string Name, JsonObject Json)> Named(JsonNode? resources) => resources switch
    {
        JsonObject named => named.Select(resource => (resource.Key, resource.Value!.AsObject())),
        JsonArray listed => listed.Select((resource, i) => (i.ToString(), resource!.AsObject())),
        _ => [],
    };
}
