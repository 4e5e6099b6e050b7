// An inline MSBuild task (compiled by RoslynCodeTaskFactory for netstandard2.0, see CmdletHelp.targets): PowerShell help
// from the documentation comments, so that the help of a cmdlet is written once, above its parameters.
//
//   class <summary>                   synopsis                     property <summary>   what a parameter means
//   class <remarks>, <para> each      description                  property <value>     its default, as text
//   class <example>: text, <code>, text    lead, code, remarks     enum members         the values a parameter takes
//   class <seealso cref|href>         related links                record properties    the properties of the output
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

public sealed class WriteCmdletHelp : Task
{
    [Required] public string AssemblyFile { get; set; } = "";
    [Required] public ITaskItem[] References { get; set; } = [];
    [Required] public ITaskItem[] DocumentationFiles { get; set; } = [];
    [Required] public string OutputFile { get; set; } = "";

    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly Dictionary<string, XElement> docs = new Dictionary<string, XElement>();
    private readonly Dictionary<string, string> cmdletOfClass = new Dictionary<string, string>();

    public override bool Execute()
    {
        foreach (ITaskItem file in DocumentationFiles)
            foreach (XElement member in XDocument.Load(file.ItemSpec).Descendants("member"))
                docs[(string)member.Attribute("name")] = member;

        // MetadataLoadContext reads the assembly without running it and without keeping the file open. The task is compiled
        // against netstandard, MSBuild's copy is not, hence the late binding.
        Type context = Type.GetType("System.Reflection.MetadataLoadContext, System.Reflection.MetadataLoadContext", true);
        Type resolver = context.Assembly.GetType("System.Reflection.PathAssemblyResolver", true);
        string[] paths = References.Select(r => r.ItemSpec).Concat(new[] { AssemblyFile }).ToArray();
        using (var metadata = (IDisposable)Activator.CreateInstance(context, Activator.CreateInstance(resolver, (object)paths), "System.Runtime"))
        {
            var assembly = (Assembly)context.GetMethod("LoadFromAssemblyPath").Invoke(metadata, new object[] { AssemblyFile });
            List<Type> cmdlets = assembly.GetTypes().Where(t => Attribute(t, "CmdletAttribute") != null).ToList();
            foreach (Type cmdlet in cmdlets)
                cmdletOfClass[cmdlet.FullName] = NameOf(cmdlet);
            var items = new XElement(Help + "helpItems", new XAttribute("schema", "maml"),
                cmdlets.OrderBy(NameOf, StringComparer.Ordinal).Select(Item));
            if (!Log.HasLoggedErrors)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(OutputFile));
                new XDocument(items).Save(OutputFile);
            }
        }
        return !Log.HasLoggedErrors;
    }

    private XElement Item(Type cmdlet)
    {
        string name = NameOf(cmdlet);
        string[] parts = name.Split('-');
        XElement doc = Doc("T:" + cmdlet.FullName);
        List<XElement> examples = doc.Elements("example").ToList();
        Demand(Paragraphs(doc.Element("summary")).Any(), name, "has no <summary>");
        Demand(Paragraphs(doc.Element("remarks")).Any(), name, "has no <remarks>, which become the description");
        Demand(examples.Count > 0, name, "has no <example>");
        foreach (XElement example in examples)
            Demand(example.Element("code") != null && example.Element("code").Value.Contains(parts[1]) && Lead(example).Length > 0,
                name, "has an <example> without a lead sentence or without <code> that uses the cmdlet");

        List<CmdletParameter> parameters = ParametersOf(cmdlet).ToList();
        foreach (CmdletParameter p in parameters)
            Demand(p.Description.Any(), name, "has no <summary> on -" + p.Name);
        List<string> sets = parameters.SelectMany(p => p.Sets.Keys).Where(s => s != CmdletParameter.AllSets).Distinct().ToList();
        string first = Named(Attribute(cmdlet, "CmdletAttribute"), "DefaultParameterSetName") as string;
        if (sets.Count > 0 && first != null && !sets.Contains(first))
            sets.Add(first); // a default set without parameters of its own
        sets = sets.Count == 0 ? new List<string> { CmdletParameter.AllSets } : sets.OrderByDescending(s => s == first).ToList();

        return new XElement(Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(Command + "details",
                new XElement(Command + "name", name), new XElement(Command + "verb", parts[0]), new XElement(Command + "noun", parts[1]),
                new XElement(Maml + "description", Paras(Paragraphs(doc.Element("summary"))))),
            new XElement(Maml + "description", Paras(Paragraphs(doc.Element("remarks")))),
            new XElement(Command + "syntax", sets.Select(set => new XElement(Command + "syntaxItem", new XElement(Maml + "name", name),
                parameters.Where(p => p.In(set) != null).OrderBy(p => p.In(set).Position).ThenByDescending(p => p.In(set).Mandatory).Select(p => Parameter(p, p.In(set), syntax: true))))),
            new XElement(Command + "parameters", parameters.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => Parameter(p, p.Sets.Values.First(), syntax: false))),
            new XElement(Command + "inputTypes", parameters.Where(p => p.Sets.Values.Any(s => s.FromPipeline))
                .Select(p => Typed("inputType", p.TypeName, p.Description)).Concat(InputByName(parameters))),
            new XElement(Command + "returnValues", OutputsOf(cmdlet).Select(t => Typed("returnValue", t.FullName, OutputText(t)))),
            new XElement(Command + "examples", examples.Select((e, i) => Example(e, i + 1))),
            new XElement(Command + "relatedLinks", doc.Elements("seealso").Select(Link)));
    }

    private XElement Parameter(CmdletParameter p, CmdletParameter.SetUse use, bool syntax)
    {
        var element = new XElement(Command + "parameter",
            new XAttribute("required", use.Mandatory ? "true" : "false"), new XAttribute("variableLength", p.Type.IsArray ? "true" : "false"),
            new XAttribute("globbing", "false"), new XAttribute("pipelineInput", use.PipelineText),
            new XAttribute("position", use.Position == int.MaxValue ? "named" : use.Position.ToString()),
            new XAttribute("aliases", p.Aliases.Length == 0 ? "none" : string.Join(", ", p.Aliases)),
            new XElement(Maml + "name", p.Name), new XElement(Maml + "description", Paras(p.Description)));
        if (p.EnumValues.Count > 0 && syntax)
            element.Add(new XElement(Command + "parameterValueGroup", p.EnumValues.Select(v =>
                new XElement(Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), v))));
        if (!p.IsSwitch || !syntax)
            element.Add(new XElement(Command + "parameterValue", new XAttribute("required", p.IsSwitch ? "false" : "true"),
                new XAttribute("variableLength", p.Type.IsArray ? "true" : "false"), p.TypeName));
        element.Add(new XElement(Dev + "type", new XElement(Maml + "name", p.TypeName), new XElement(Maml + "uri")));
        element.Add(new XElement(Dev + "defaultValue", p.Default));
        return element;
    }

    private XElement Example(XElement example, int number) => new XElement(Command + "example",
        new XElement(Maml + "title", "---------- Example " + number + ": " + Lead(example).TrimEnd('.') + " ----------"),
        new XElement(Dev + "code", Outdent(example.Element("code").Value)),
        new XElement(Dev + "remarks", // The empty paragraph is a blank line before the next example.
            Paras(Paragraphs(new XElement("r", example.Element("code").NodesAfterSelf())).Concat(new[] { "" }))));

    private static XElement Typed(string kind, string type, IEnumerable<string> text) => new XElement(Command + kind,
        new XElement(Dev + "type", new XElement(Maml + "name", type)), new XElement(Maml + "description", Paras(text)));

    private XElement Link(XElement seealso)
    {
        string href = (string)seealso.Attribute("href");
        return new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", seealso.Value.Length > 0 ? Inline(seealso) : href ?? NameOfReference((string)seealso.Attribute("cref"))),
            new XElement(Maml + "uri", href ?? ""));
    }

    private static IEnumerable<XElement> Paras(IEnumerable<string> text) => text.Select(t => new XElement(Maml + "para", t));

    // What a row that is piped in can have, if parameters take properties by name.
    private static IEnumerable<XElement> InputByName(IEnumerable<CmdletParameter> parameters)
    {
        string[] names = parameters.Where(p => p.Sets.Values.Any(s => s.ByName)).OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => string.Join(" or ", new[] { p.Name }.Concat(p.Aliases))).ToArray();
        return names.Length == 0 ? Enumerable.Empty<XElement>()
            : new[] { Typed("inputType", "PSObject", new[] { "Any row, such as one of Import-Csv, with some of the properties " + string.Join(", ", names) + "." }) };
    }

    // What the output is, then one line for each of its properties.
    private IEnumerable<string> OutputText(Type type) =>
        Paragraphs(Doc("T:" + type.FullName).Element("summary")).Concat(type.GetProperties()
            .Select(p => Paragraphs(Doc("P:" + p.DeclaringType.FullName + "." + p.Name).Element("summary")).Select(text => p.Name + ": " + text).FirstOrDefault() ?? "")
            .Where(line => line.Length > 0));

    private static IEnumerable<Type> OutputsOf(Type cmdlet) => cmdlet.GetCustomAttributesData().Where(a => a.AttributeType.Name == "OutputTypeAttribute")
        .SelectMany(a => a.ConstructorArguments).SelectMany(a => a.Value is IEnumerable<CustomAttributeTypedArgument> many ? many.Select(m => m.Value) : new[] { a.Value })
        .OfType<Type>();

    private IEnumerable<CmdletParameter> ParametersOf(Type cmdlet)
    {
        IEnumerable<PropertyInfo> declared = Ancestry(cmdlet).SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        foreach (PropertyInfo property in declared)
        {
            List<CustomAttributeData> uses = property.GetCustomAttributesData().Where(a => a.AttributeType.Name == "ParameterAttribute").ToList();
            if (uses.Count > 0)
                yield return Describe(property, uses);
        }
        if (Named(Attribute(cmdlet, "CmdletAttribute"), "SupportsShouldProcess") is true)
        {
            yield return CmdletParameter.Switch("WhatIf", "Says what would happen and does nothing.");
            yield return CmdletParameter.Switch("Confirm", "Asks before anything is done.");
        }
    }

    private CmdletParameter Describe(PropertyInfo property, List<CustomAttributeData> uses)
    {
        Type type = property.PropertyType;
        Type element = type.IsArray ? type.GetElementType() : type;
        element = element.IsGenericType && element.Name == "Nullable`1" ? element.GetGenericArguments()[0] : element;
        XElement doc = Doc("P:" + property.DeclaringType.FullName + "." + property.Name);
        var parameter = new CmdletParameter(property.Name, type, ShortName(element) + (type.IsArray ? "[]" : ""));
        parameter.Description.AddRange(Paragraphs(doc.Element("summary")));
        if (element.IsEnum)
        {
            parameter.EnumValues.AddRange(element.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.Name));
            parameter.Description.AddRange(parameter.EnumValues.Select(v => v + ": " + string.Join(" ", Paragraphs(Doc("F:" + element.FullName + "." + v).Element("summary")))));
        }
        parameter.Default = doc.Element("value") is XElement value ? Inline(value) : parameter.IsSwitch ? "False" : "None";
        parameter.Aliases = property.GetCustomAttributesData().Where(a => a.AttributeType.Name == "AliasAttribute")
            .SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value).Select(a => (string)a.Value).ToArray();
        foreach (CustomAttributeData use in uses)
            parameter.Sets[Named(use, "ParameterSetName") as string ?? CmdletParameter.AllSets] = new CmdletParameter.SetUse(
                Named(use, "Mandatory") is true, Named(use, "Position") is int position ? position : int.MaxValue,
                Named(use, "ValueFromPipeline") is true, Named(use, "ValueFromPipelineByPropertyName") is true);
        return parameter;
    }

    private static IEnumerable<Type> Ancestry(Type type)
    {
        for (Type t = type; t != null && !t.FullName.StartsWith("System."); t = t.BaseType)
            yield return t;
    }

    private static string NameOf(Type cmdlet)
    {
        IList<CustomAttributeTypedArgument> name = Attribute(cmdlet, "CmdletAttribute").ConstructorArguments;
        return name[0].Value + "-" + name[1].Value;
    }

    // double rather than System.Double: PowerShell's own names.
    private static string ShortName(Type type) => type.FullName switch
    {
        "System.Double" => "double", "System.Int64" => "long", "System.Int32" => "int", "System.String" => "string", "System.Boolean" => "bool",
        _ => type.Name,
    };

    private static CustomAttributeData Attribute(MemberInfo member, string name) => member.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType.Name == name);

    private static object Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Where(a => a.MemberName == name).Select(a => a.TypedValue.Value).FirstOrDefault();

    private XElement Doc(string id) => docs.TryGetValue(id, out XElement doc) ? doc : new XElement("member");

    private void Demand(bool present, string cmdlet, string problem)
    {
        if (!present)
            Log.LogError(null, "STHELP", null, null, 0, 0, 0, 0, cmdlet + " " + problem + ".");
    }

    // The text before <code>: what the example shows.
    private string Lead(XElement example) => Inline(new XElement("lead", example.Nodes().TakeWhile(n => !(n is XElement e && e.Name == "code"))));

    // <para> elements are paragraphs, list items are lines, and so is the loose text around them.
    private IEnumerable<string> Paragraphs(XElement text)
    {
        var loose = new XElement("p");
        foreach (XNode node in text?.Nodes() ?? Enumerable.Empty<XNode>())
        {
            if (!(node is XElement e) || (e.Name != "para" && e.Name != "list"))
            {
                loose.Add(node);
                continue;
            }
            if (Inline(loose).Length > 0)
                yield return Inline(loose);
            loose = new XElement("p");
            foreach (XElement part in e.Name == "list" ? e.Elements("item") : new[] { e })
                yield return (e.Name == "list" ? "- " : "") + Inline(part);
        }
        if (Inline(loose).Length > 0)
            yield return Inline(loose);
    }

    private string Inline(XElement text)
    {
        var builder = new StringBuilder();
        foreach (XNode node in text.Nodes())
            builder.Append(node is XText t ? t.Value : node is XElement e ? InlineElement(e) : "");
        return Regex.Replace(builder.ToString(), @"\s+", " ").Trim();
    }

    private string InlineElement(XElement e)
    {
        string reference = (string)e.Attribute("cref") ?? (string)e.Attribute("name") ?? (string)e.Attribute("langword") ?? (string)e.Attribute("href");
        return e.Nodes().Any() || reference == null ? Inline(e) : NameOfReference(reference);
    }

    // T:…NewThingCommand is the cmdlet's name, P:…NewThingCommand.Width its parameter -Width, anything else its last name.
    private string NameOfReference(string reference)
    {
        if (reference.Length < 2 || reference[1] != ':')
            return reference;
        string path = reference.Substring(2).Split('(')[0];
        int dot = path.LastIndexOf('.');
        if (cmdletOfClass.TryGetValue(path, out string cmdlet))
            return cmdlet;
        return (cmdletOfClass.ContainsKey(path.Substring(0, dot)) ? "-" : "") + path.Substring(dot + 1);
    }

    private static string Outdent(string code)
    {
        string[] lines = code.Split('\n').Select(l => l.TrimEnd()).SkipWhile(l => l.Length == 0).ToArray();
        int indent = lines.Where(l => l.Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join("\n", lines.Select(l => l.Length == 0 ? l : l.Substring(indent))).TrimEnd();
    }

    private sealed class CmdletParameter
    {
        public const string AllSets = "__AllParameterSets";
        public string Name, TypeName, Default = "None";
        public Type Type;
        public string[] Aliases = [];
        public readonly List<string> Description = new List<string>(), EnumValues = new List<string>();
        public readonly Dictionary<string, SetUse> Sets = new Dictionary<string, SetUse>();
        public bool IsSwitch => TypeName == "SwitchParameter";

        public CmdletParameter(string name, Type type, string typeName) { Name = name; Type = type; TypeName = typeName; }

        public SetUse In(string set) => Sets.TryGetValue(set, out SetUse use) || Sets.TryGetValue(AllSets, out use) ? use : null;

        public static CmdletParameter Switch(string name, string text)
        {
            var parameter = new CmdletParameter(name, typeof(bool), "SwitchParameter") { Default = "False" };
            parameter.Description.Add(text);
            parameter.Sets[AllSets] = new SetUse(false, int.MaxValue, false, false);
            return parameter;
        }

        public sealed class SetUse
        {
            public readonly bool Mandatory, FromPipeline, ByName;
            public readonly int Position;

            public SetUse(bool mandatory, int position, bool fromPipeline, bool byName) { Mandatory = mandatory; Position = position; FromPipeline = fromPipeline; ByName = byName; }

            public string PipelineText => FromPipeline && ByName ? "True (ByValue, ByPropertyName)" : FromPipeline ? "True (ByValue)" : ByName ? "True (ByPropertyName)" : "False";
        }
    }
}
