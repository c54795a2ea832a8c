using CsCheck;
using Polytask.Configuration;
using Polytask.Data;
using Polytask.Features;
using Polytask.Tasks;
using Polytask.Tests.Catalog;

namespace Polytask.Tests.Configuration;

/// <summary>Random runs that are right, with text that is hard to write in YAML.</summary>
internal static class Generators
{
    private static readonly Gen<string> Text = Gen.Frequency(
        (3, Gen.String[Gen.Char["abcXYZ019 _-:#'\"\\{}[],&*!|>%@`~?=.äé中🙂"[..^2]], 0, 12]),
        (1, Gen.OneOf("", " ", "~", "null", "true", "yes", "No", "1", "1e3", ".5", ".inf", "- a", "a: b", "a #b", "---", "...", "\ttab", "two\nlines", "\r\n", "\u0000\u0007", "\u2028\u0085", "🙂", "2024-01-01", "0x1F", "'", "\"", "<<", "=")));

    private static readonly Gen<string> Name = Gen.Select(Gen.Char["abcdefgh中é"], Gen.String[Gen.Char["abc019_- "], 0, 5], Gen.Char["xyz9"], (first, middle, last) => $"{first}{middle}{last}");

    private static readonly Gen<double> Number = Gen.Double.Where(double.IsFinite);

    private static readonly Gen<ToyOptions> Toy = Gen.Frequency<ToyOptions>(
        (1, Gen.Select(Gen.Double[0, 1], Gen.Double[1e-300, 1e300], ToyOptions (share, radius) => new Ball { Share = share, Radius = radius })),
        (1, Gen.Select(Gen.Int[1, 100], Gen.Int[1, 100], ToyOptions (a, b) => new Box { Width = Math.Max(a, b), Height = Math.Min(a, b) })));

    private static readonly Gen<Label> Label = Gen.Select(Gen.Int, Text.Null(), (size, text) => new Label { Size = size, Text = text });

    private static readonly Gen<SourceOptions> Source =
        Gen.Select(
            Gen.Select(Name, Gen.Bool, Gen.Int.Nullable(), Gen.Long, Gen.Float.Where(float.IsFinite), Gen.Enum<Shade>(), Text.Null()),
            Gen.Select(Number.Array[0, 4], Gen.Dictionary(Text, Gen.Double[0, 9])[0, 4].Null(), Label, Toy, Toy.Array[0, 3]),
            SourceOptions (first, second) => new ToySource
            {
                Path = Path.GetFullPath($"/{first.Item1}"), Header = first.Item2, Limit = first.Item3, Stamp = first.Item4, Gain = first.Item5, Shade = first.Item6, Note = first.Item7,
                Steps = second.Item1, Weights = second.Item2, Label = second.Item3, Toy = second.Item4, Toys = second.Item5,
            });

    private static readonly Gen<EncoderOptions> Input = Text.Null().Select(EncoderOptions (column) => new ToyInput { Column = column });

    public static readonly Gen<RunFile> Run =
        from name in Name
        from seed in Gen.Long[0, long.MaxValue]
        from data in Gen.Dictionary(Name, Source)[1, 3]
        from inputs in Gen.Dictionary(Name, Input)[1, 3]
        from names in Name.HashSet[1, 3]
        from tasks in Task([.. data.Keys], [.. inputs.Keys], [.. names]).Array[names.Count]
        select new RunFile
        {
            Name = name, Seed = seed, Data = data, Inputs = inputs,
            Tasks = names.Zip(tasks).ToDictionary(pair => pair.First, pair => pair.Second),
        };

    private static Gen<TaskOptions> Task(string[] data, string[] inputs, string[] tasks) =>
        Gen.Select(Gen.OneOf(data).Null(), Gen.OneOf(tasks).Array[0, 2], Gen.Dictionary(Gen.OneOf(inputs), Number)[0, 1],
            Gen.Double[0, 1e6], Gen.Dictionary(Text, Text)[0, 2].Null(),
            TaskOptions (source, after, reads, weight, where) => new ToyTask { Source = source, After = after, Reads = reads, Weight = weight, Where = where });
}
