using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Functions.Worker;
using MuBench.Functions.Http;
using MuBench.Pipeline;
using MuBench.Pipeline.Planning;
using MuBench.Reports;

namespace MuBench.Tests.Functions.Http;

/// <summary>The OpenAPI document agrees with the code.</summary>
public sealed class OpenApiTests
{
    private static readonly JsonNode Document = JsonNode.Parse(GetOpenApi.Document)!;

    [Fact]
    public void Paths_AreTheRoutesOfTheFunctions()
    {
        var functions = typeof(GetOpenApi).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
            .SelectMany(method => method.GetParameters().Select(parameter => (Method: method, Trigger: parameter.GetCustomAttribute<HttpTriggerAttribute>())))
            .Where(function => function.Trigger is not null && function.Method.DeclaringType != typeof(UnknownRequest))
            .SelectMany(function => function.Trigger!.Methods!.Where(verb => verb != "head").Select(verb =>
                $"{verb} /{function.Trigger.Route!.Replace("{*", "{", StringComparison.Ordinal)} {function.Method.GetCustomAttribute<FunctionAttribute>()!.Name} {function.Trigger.AuthLevel == AuthorizationLevel.Anonymous}"));
        var documented = Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(member => member.Key is "get" or "post" or "put" or "delete")
            .Select(operation => $"{operation.Key} {path.Key} {operation.Value!["operationId"]} {operation.Value["security"] is JsonArray { Count: 0 }}"));

        Assert.Equal(functions.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    // HEAD is GET without the body (RFC 9110, 9.3.2), so the document describes GET alone.
    [Fact]
    public void Get_OfEveryFunction_AnswersHeadToo() => Assert.All(
        typeof(GetOpenApi).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().Where(trigger => trigger.Methods!.Contains("get")),
        trigger => Assert.Contains("head", trigger.Methods!));

    public static TheoryData<string> Schemas => [.. Document["components"]!["schemas"]!.AsObject().Select(schema => schema.Key)];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Schema_HasTheMembersOfItsType(string name)
    {
        // A property that is not written has no getter.
        var properties = TypeOf(name).Properties.Where(property => property.Get is not null).ToList();
        var schema = Document["components"]!["schemas"]![name]!;

        Assert.Equal(properties.Select(property => property.Name).Order(StringComparer.Ordinal), schema["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
        foreach (var property in properties)
            Assert.Equal((name, property.Name, KindOf(property.PropertyType)), (name, property.Name, (string?)schema["properties"]![property.Name]!["type"]));
    }

    private static JsonTypeInfo TypeOf(string name)
    {
        var type = new[] { typeof(GetOpenApi).Assembly, typeof(RunPlan).Assembly }.SelectMany(assembly => assembly.GetTypes()).Single(type => type.Name == name);
        return ApiJsonContext.Default.GetTypeInfo(type) ?? PipelineJsonContext.Default.GetTypeInfo(type) ?? ReportJsonContext.Default.GetTypeInfo(type) ?? throw new JsonException($"{name} is written by no context.");
    }

    private static string KindOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Boolean => "boolean",
        TypeCode.Int32 or TypeCode.Int64 => "integer",
        TypeCode.Double or TypeCode.Decimal => "number",
        TypeCode.String => "string",
        _ => type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?) ? "string" : "array",
    };
}
