// Packs the rows that make.py wrote into Arrow IPC stream shards with the columns of the μ-Bench release.
//
//     dotnet run pack.cs -- FOLDER_WITH_ROWS TARGET_FOLDER SHARDS
#:package Apache.Arrow@23.0.0
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false

using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

const int RowsPerBatch = 34;

var source = args[0];
var target = args[1];
var shards = int.Parse(args[2]);

var caption = Struct(("id", Text), ("name", Text), ("question", Text), ("answer_idx", Text), ("options", List(Text)), ("tags", Text));
var question = Struct(
    ("answer", Text), ("answer_idx", Int64Type.Default), ("id", Text), ("name", Text), ("options", List(Text)), ("question", Text), ("tags", Text));
var corners = Struct(("x1", Real), ("y1", Real), ("x2", Real), ("y2", Real));
string[] captionKeys = ["modality", "submodality", "domain", "stain", "classification"];
string[] questionKeys = ["classification", "domain", "modality", "stain", "subdomain", "submodality"];

(string Name, IArrowType Type)[] columns =
[
    ("image_id", Text), ("image", Struct(("bytes", BinaryType.Default), ("path", Text))), ("label", Int64Type.Default), ("label_name", Text),
    ("dataset", Text), ("domain", Text), ("institution", Text), ("license", Text), ("microns_per_pixel", FloatType.Default), ("modality", Text),
    ("ncbitaxon_id", Text), ("ncbitaxon_name", Text), ("pmid", Text), ("split", Text), ("stain", Text), ("subdomain", Text),
    ("submodality", Text), ("synthetic", BooleanType.Default),
    ("captions", Struct([.. captionKeys.SelectMany(k => new[] { ($"{k}_0", (IArrowType)caption), ($"{k}_1", caption) })])),
    ("questions", Struct([.. questionKeys.Select(k => (k, (IArrowType)question))])),
    ("bbox", List(Struct(("className", Text), ("points", corners)))),
    ("polygon", List(Struct(("className", Text), ("points", List(Real))))),
];

var labels = JsonNode.Parse(File.ReadAllText(Path.Combine(source, "labels.json")));
var features = new JsonObject
{
    ["image"] = new JsonObject { ["_type"] = "Image" },
    ["label"] = new JsonObject { ["names"] = labels, ["_type"] = "ClassLabel" },
};
var about = new JsonObject { ["info"] = new JsonObject { ["features"] = features } };
var schema = new Schema(
    columns.Select(c => new Field(c.Name, c.Type, nullable: true)), new Dictionary<string, string> { ["huggingface"] = about.ToJsonString() });

var rows = File.ReadLines(Path.Combine(source, "rows.jsonl")).Select(line => JsonNode.Parse(line)).ToList();
var perShard = (rows.Count + shards - 1) / shards;
for (var shard = 0; shard < shards; shard++)
{
    var path = Path.Combine(target, $"ubench-test-{shard:00000}-of-{shards:00000}.arrow");
    using var stream = File.Create(path);
    using var writer = new ArrowStreamWriter(stream, schema);
    foreach (var batch in rows.Skip(shard * perShard).Take(perShard).Chunk(RowsPerBatch))
    {
        var arrays = columns.Select(c => Build(c.Type, [.. batch.Select(row => row![c.Name])]));
        writer.WriteRecordBatch(new RecordBatch(schema, arrays, batch.Length));
    }

    writer.WriteEnd();
}

Console.WriteLine($"{rows.Count} rows in {shards} shards");

IArrowArray Build(IArrowType type, List<JsonNode?> values)
{
    switch (type)
    {
        case StringType:
            var texts = new StringArray.Builder();
            values.ForEach(v => { if (v is null) { texts.AppendNull(); } else { texts.Append(v.GetValue<string>()); } });
            return texts.Build();
        case BinaryType: // a file beside the rows
            var files = new BinaryArray.Builder();
            values.ForEach(v => { if (v is null) { files.AppendNull(); } else { files.Append(File.ReadAllBytes(Path.Combine(source, v.GetValue<string>())).AsSpan()); } });
            return files.Build();
        case Int64Type:
            var whole = new Int64Array.Builder();
            values.ForEach(v => whole.Append(v?.GetValue<long>()));
            return whole.Build();
        case FloatType:
            var single = new FloatArray.Builder();
            values.ForEach(v => single.Append(v?.GetValue<float>()));
            return single.Build();
        case DoubleType:
            var real = new DoubleArray.Builder();
            values.ForEach(v => real.Append(v?.GetValue<double>()));
            return real.Build();
        case BooleanType:
            var flags = new BooleanArray.Builder();
            values.ForEach(v => { if (v is null) { flags.AppendNull(); } else { flags.Append(v.GetValue<bool>()); } });
            return flags.Build();
        case ListType list:
            var offsets = new ArrowBuffer.Builder<int>();
            var items = new List<JsonNode?>();
            foreach (var value in values)
            {
                offsets.Append(items.Count);
                items.AddRange(value?.AsArray() ?? []);
            }

            offsets.Append(items.Count);
            return new ListArray(list, values.Count, offsets.Build(), Build(list.ValueDataType, items), Validity(values), Nulls(values));
        case StructType fields:
            var children = fields.Fields.Select(f => Build(f.DataType, [.. values.Select(v => v?[f.Name])]));
            return new StructArray(fields, values.Count, children, Validity(values), Nulls(values));
        default:
            throw new NotSupportedException(type.Name);
    }
}

static int Nulls(List<JsonNode?> values) => values.Count(v => v is null);

static ArrowBuffer Validity(List<JsonNode?> values)
{
    if (Nulls(values) == 0)
    {
        return ArrowBuffer.Empty;
    }

    var bits = new ArrowBuffer.BitmapBuilder();
    values.ForEach(v => bits.Append(v is not null));
    return bits.Build();
}

static StructType Struct(params (string Name, IArrowType Type)[] fields) => new([.. fields.Select(f => new Field(f.Name, f.Type, nullable: true))]);

static ListType List(IArrowType item) => new(new Field("item", item, nullable: true));

internal static partial class Program
{
    private static IArrowType Text => StringType.Default;

    private static IArrowType Real => DoubleType.Default;
}
