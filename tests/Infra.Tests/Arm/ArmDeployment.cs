using System.Text.Json.Nodes;

namespace MuBench.Tests.Arm;

/// <summary>
/// A compiled template with parameters, evaluated on demand. Values that only a deployment provides, such as an address, are made up
/// in the format that the service documents (<see cref="RuntimeProperties"/>).
/// </summary>
internal sealed class ArmDeployment
{
    private readonly JsonObject _template;
    private readonly Func<string, JsonNode?> _given;
    private readonly Dictionary<string, JsonNode?> _parameters = [];
    private readonly Dictionary<string, JsonNode?> _variables = [];

    private ArmDeployment(JsonObject template, Func<string, JsonNode?> given) => (_template, _given) = (template, given);

    /// <summary>The deployment of a whole template.</summary>
    /// <param name="template">The compiled template.</param>
    /// <param name="parameters">The given parameters; the others have the template's defaults.</param>
    public static ArmDeployment Of(string template, JsonObject parameters) =>
        new(JsonNode.Parse(template)!.AsObject(), name => parameters[name]);

    /// <summary>A parameter's value.</summary>
    public JsonNode? Parameter(string name) => Once(_parameters, name, () =>
    {
        if (_given(name) is { } given)
            return given;
        var definition = _template["parameters"]?[name] ?? throw new KeyNotFoundException($"There is no parameter '{name}'.");
        return Evaluate(definition["defaultValue"]);
    });

    /// <summary>A variable's value.</summary>
    public JsonNode? Variable(string name) => Once(_variables, name, () => Evaluate(_template["variables"]![name]));

    /// <summary>An output's value.</summary>
    public JsonNode? Output(string name) => Evaluate(_template["outputs"]![name]!["value"]);

    /// <summary>Whether a resource or a module is deployed.</summary>
    public bool Has(string symbol) =>
        Definition(symbol)["condition"] is not { } condition || ArmFunctions.IsTrue(Evaluate(condition));

    /// <summary>A module, with its parameters.</summary>
    /// <param name="symbol">Its symbolic name in the file.</param>
    /// <param name="index">Its index in a loop.</param>
    public ArmDeployment Module(string symbol, int index = 0)
    {
        var properties = Definition(symbol)["properties"]!;
        return new ArmDeployment(
            properties["template"]!.AsObject(),
            // A parameter that may be null is one expression.
            name => Evaluate(properties["parameters"]?[name], index)?["value"]);
    }

    /// <summary>A resource, fully evaluated.</summary>
    public JsonObject Resource(string symbol) => Evaluate(Definition(symbol))!.AsObject();

    // By name, or a list: the compiler chooses by the features of the file. In a list, a resource is identified by its type or its id.
    private JsonObject Definition(string symbol) => _template["resources"] switch
    {
        JsonObject named => named[symbol]?.AsObject(),
        JsonArray listed => listed.Select(resource => resource!.AsObject()).FirstOrDefault(resource =>
            symbol == (string?)resource["type"] || symbol == $"/{resource["type"]}/{Evaluate(resource["name"])}"),
        _ => null,
    } ?? throw new KeyNotFoundException($"There is no resource '{symbol}'.");

    private JsonNode? Evaluate(JsonNode? value, int? index = null) => value switch
    {
        JsonObject fields => new JsonObject(fields.SelectMany(field => Properties(field.Key, field.Value, index))),
        JsonArray items => ArmFunctions.Array(items.Select(item => Evaluate(item, index))),
        JsonValue text when text.TryGetValue<string>(out var read) && ArmExpression.Is(read) => new Evaluation(this, index).Value(ArmExpression.Parse(read)),
        _ => value,
    };

    // A property with a loop is under "copy".
    private IEnumerable<KeyValuePair<string, JsonNode?>> Properties(string key, JsonNode? value, int? index) => key == "copy" && value is JsonArray loops
        ? loops.Select(loop => KeyValuePair.Create((string)loop!["name"]!, (JsonNode?)ArmFunctions.Array(
            Enumerable.Range(0, (int)Evaluate(loop["count"], index)!).Select(i => Evaluate(loop["input"], i)))))
        : [KeyValuePair.Create(Key(key, index), Evaluate(value, index)?.DeepClone())];

    private string Key(string key, int? index) => ArmExpression.Is(key) ? (string)new Evaluation(this, index).Value(ArmExpression.Parse(key))! : key;

    private static JsonNode? Once(Dictionary<string, JsonNode?> known, string name, Func<JsonNode?> make)
    {
        if (!known.TryGetValue(name, out var value))
            known[name] = value = make();
        return value;
    }

    /// <summary>Evaluates one expression, with the variables of the enclosing lambdas.</summary>
    private sealed class Evaluation(ArmDeployment deployment, int? index)
    {
        private readonly Dictionary<string, JsonNode?> _lambdaVariables = [];

        public JsonNode? Value(ArmExpression expression) => expression switch
        {
            ArmExpression.Literal literal => literal.Value,
            ArmExpression.Member { Of: ArmExpression.Member { Of: ArmExpression.Member { Of: ArmExpression.Call { Name: "reference" } module, Key: ArmExpression.Literal { Value: var outputs } }, Key: var output } }
                when (string?)outputs == "outputs" => deployment.Module((string)Value(module.Arguments[0])!).Output((string)Value(output)!),
            ArmExpression.Member member => MemberOf(Value(member.Of), Value(member.Key)!),
            ArmExpression.Call call => Called(call.Name, call.Arguments),
            _ => throw new NotSupportedException(),
        };

        private static JsonNode? MemberOf(JsonNode? of, JsonNode key) => of switch
        {
            JsonArray items => items[(int)key],
            JsonObject fields => fields[(string)key!],
            _ => throw new InvalidOperationException($"'{key}' of {of?.ToJsonString() ?? "nothing"}."),
        };

        private JsonNode? Called(string name, IReadOnlyList<ArmExpression> arguments) => name switch
        {
            // Only the chosen branch is evaluated: the other one may fail, or may refer to a resource that is not deployed.
            "if" => Value(arguments[ArmFunctions.IsTrue(Value(arguments[0])) ? 1 : 2]),
            "and" => arguments.All(argument => ArmFunctions.IsTrue(Value(argument))),
            "parameters" => deployment.Parameter((string)Value(arguments[0])!),
            "variables" => deployment.Variable((string)Value(arguments[0])!),
            "lambdaVariables" => _lambdaVariables[(string)Value(arguments[0])!],
            "map" => ArmFunctions.Array(Items(arguments[0]).Select(item => Applied(arguments[1], item))),
            "filter" => ArmFunctions.Array(Items(arguments[0]).Where(item => ArmFunctions.IsTrue(Applied(arguments[1], item)))),
            "copyIndex" => index ?? throw new InvalidOperationException("Outside of a loop."),
            "environment" => JsonNode.Parse("""{ "authentication": { "loginEndpoint": "https://login.test/" }, "suffixes": { "storage": "core.windows.net" } }"""),
            "subscription" or "tenant" => JsonNode.Parse("""{ "id": "/subscriptions/1", "subscriptionId": "1", "tenantId": "2" }"""),
            "deployment" => JsonNode.Parse("""{ "name": "main" }"""),
            "reference" => RuntimeProperties.Of(deployment.Definition((string)Value(arguments[0])!), node => (string)deployment.Evaluate(node)!),
            _ => ArmFunctions.Call(name, [.. arguments.Select(Value)]),
        };

        private List<JsonNode?> Items(ArmExpression list) => [.. Value(list)!.AsArray()];

        private JsonNode? Applied(ArmExpression lambda, JsonNode? item)
        {
            var call = (ArmExpression.Call)lambda;
            _lambdaVariables[(string)((ArmExpression.Literal)call.Arguments[0]).Value!] = item;
            return Value(call.Arguments[1]);
        }
    }
}
